import type { ReportDesk } from './desk.ts'
import type { Grade } from './grade.ts'
import type { Alerting } from './ladder.ts'
import type { RouteDecision, RoutingFacts } from './route.ts'

/** The name that every envelope and encryption context carries. */
export const app = 'harbour'

/** The address of a key that no desk may open yet: only route-report may re-address it. */
export const unrouted = 'unrouted'

/** What the table keeps of every report in clear, whatever its state. */
export interface ReportBase {
  /** The reference without its hyphens: 12 characters of Crockford base 32. */
  readonly reportId: string
  /** ISO 8601 UTC; what the 202 said. */
  readonly receivedAt: string
  readonly facts: RoutingFacts
  /** The newest log entry's `seq`: also the version that every change is conditional on. */
  readonly seq: number
  /** The newest log entry's `hash`. */
  readonly hash: string
}

/**
 * A sealed text that came after the report: what the reporter added, or an officer's note. The text itself is an item
 * of its own.
 */
export interface Supplement {
  readonly kind: 'addition' | 'note'
  /** ISO 8601 UTC. */
  readonly at: string
  /** Its data key, encrypted by KMS for `desk`. */
  readonly wrappedKey: Uint8Array
  /** The desk that may open it; `unrouted` until route-report has re-addressed it. */
  readonly desk: ReportDesk | typeof unrouted
  /** Set when an addition reaches its desk; removed when an opening has shown its text. */
  readonly isUnread?: true
  /** The officer who wrote a note, subject id. */
  readonly officer?: string
  /** The fingerprint of the request's Idempotency-Key and text, lower-case hex. @see ./request-fingerprint.ts */
  readonly fingerprint?: string
}

/** Some supplements by their id. */
export type Supplements = Readonly<Record<string, Supplement>>

/**
 * The oldest supplements of a report that has many. Their keys stand in items of their own, each of which is a copy of
 * the shelf for one desk. A copy is never changed: what re-addresses the keys writes another one. @see ./shelves.ts
 */
export interface Shelf {
  /** The `seq` that the report had when the shelf was filled; later shelves hold newer supplements. */
  readonly filledSeq: number
  /** The `seq` that the report had when this copy was made. No two copies of a shelf have both this and the desk. */
  readonly copiedSeq: number
  /** Who may open every text of it; `unrouted` until route-report has re-addressed them. */
  readonly desk: ReportDesk | typeof unrouted
  /** Set while no opening has shown all of it. */
  readonly isUnread?: true
  readonly additions: number
  readonly notes: number
  /** When the newest addition of it was made, ISO 8601 UTC. */
  readonly newestAdditionAt?: string
  /** The first four digits of each request's fingerprint in it: a shelf that lacks those of one lacks that request. */
  readonly fingerprints: string
}

/** A copy of a shelf as it is stored. */
export interface ShelfCopy {
  readonly shelf: Shelf
  readonly supplements: Supplements
}

/** Copies of shelves that the report does not hold are to be deleted. */
export interface Unswept {
  /** When, ISO 8601 UTC; absent when there are none. */
  readonly sweepAt?: string
}

/**
 * What makes a report readable by its desk. Dropping it erases the text and every supplement at once, save for those on
 * shelves, which are swept away a minute later.
 */
export interface Readable extends Unswept {
  /** The report's data key, encrypted by KMS for the desk that may open it. */
  readonly wrappedKey: Uint8Array
  /** Which item holds the sealed text that this key opens. */
  readonly textId: string
  /** The newest additions and notes by their id; most reports have none. */
  readonly supplements?: Supplements
  /** Older ones, the oldest shelf first. */
  readonly shelves?: readonly Shelf[]
  /** The reporter asked to withdraw the report. */
  readonly withdrawal?: Withdrawal
  /** When the reporter last undid a withdrawal, ISO 8601 UTC. It stays: two people may be at odds over the report. */
  readonly wishUndoneAt?: string
  /** The officer (subject id) who set a legal hold. The text is not erased while it is set. */
  readonly heldBy?: string
}

/** A reporter's wish to withdraw a report. Instants are ISO 8601 UTC. */
export interface Withdrawal {
  readonly requestedAt: string
  /**
   * When it takes effect or an officer must have decided: 72 hours after the request, and a day later with each
   * reminder. Until an officer has decided, the reporter may undo it.
   */
  readonly dueAt: string
  /** An officer decided to keep the text; absent until then. */
  readonly kept?: { readonly at: string; readonly officer: string; readonly reason: KeepReason }
}

/** Why an officer keeps the text of a report that its reporter withdraws. */
export const keepReasons = [
  'life-at-risk',
  'may-be-coerced',
  'child-protection',
  'needed-as-evidence',
  'others-at-risk',
] as const

/** One of the reasons. */
export type KeepReason = (typeof keepReasons)[number]

/** What a report has from the moment a desk owns it. */
export interface Owned {
  /** Set for a drill: nobody reported it, and it has no text. @see ./drill.ts */
  readonly isDrill?: true
  readonly desk: ReportDesk
  readonly grade: Grade
  readonly decision: RouteDecision
  readonly alerting: Alerting
  /** When an officer of any desk first did anything with the report, ISO 8601 UTC. It is never removed. */
  readonly handledAt?: string
  /**
   * When an opening first showed the report's text to the desk that has it now, ISO 8601 UTC. A handover removes it.
   */
  readonly readAt?: string
  /** The newest handover. */
  readonly handover?: Handover
}

/** A handover from one desk to another. */
export interface Handover {
  /** Subject id. */
  readonly officer: string
  readonly from: ReportDesk
  /** ISO 8601 UTC. */
  readonly at: string
  /** How many handovers there were since somebody last answered, this one included. */
  readonly count: number
}

/** The officer who took a report, and when. */
export interface Acknowledgement {
  /** The officer's subject id. */
  readonly officer: string
  /** ISO 8601 UTC. */
  readonly acknowledgedAt: string
  /** Since when an officer has the report with an addition that nobody has read. ISO 8601 UTC. */
  readonly unreadSince?: string
}

/**
 * A report by its state. `dueAt` (ISO 8601 UTC) is when watch-deadlines acts on it. @see ./lifecycle.ts for what leads
 * where
 */
export type Report = ReportBase &
  (
    | ({ readonly state: 'received'; readonly dueAt: string } & Readable)
    | ({ readonly state: 'routed'; readonly dueAt: string } & Readable & Owned)
    | ({ readonly state: 'alerted'; readonly dueAt: string } & Readable & Owned)
    | ({ readonly state: 'acknowledged'; readonly dueAt: string } & Readable & Owned & Acknowledgement)
    | ({ readonly state: 'closed'; readonly dueAt?: string } & Readable & Owned & Closing)
    | ({ readonly state: 'erased'; readonly dueAt?: string } & Owned & Closing & Unswept)
    | ({ readonly state: 'withdrawn'; readonly dueAt?: string; readonly withdrawnAt: string } & Owned & Unswept)
  )

/** How a report ended. */
export interface Closing {
  readonly outcome: Outcome
  /** ISO 8601 UTC. */
  readonly closedAt: string
  /** When the text may be erased, ISO 8601 UTC. */
  readonly eraseAt: string
}

/** How an officer may close a report. */
export const outcomes = [
  'crime-recorded',
  'advice-given',
  'passed-to-other-force',
  'no-contact-possible',
  'duplicate',
  'not-a-report',
] as const

/** One of the outcomes. */
export type Outcome = (typeof outcomes)[number]

/** Every state of a report. */
export type ReportState = Report['state']

/** The states of a report that a desk owns and has not closed. */
export const ownedStates = ['routed', 'alerted', 'acknowledged'] as const satisfies readonly ReportState[]

/** A report in one of the states named. */
export type ReportIn<State extends ReportState> = Extract<Report, { readonly state: State }>
