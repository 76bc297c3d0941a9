import type { AlertKind } from './alert.ts'
import type { Desk } from './desk.ts'
import type { Grade } from './grade.ts'
import type { RouteDecision, RoutingFacts } from './route.ts'

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

/** Something sealed that came after the report: what the reporter added, or an officer's note. Its text is an item of its own. */
export interface Part {
  readonly kind: 'addition' | 'note'
  /** ISO 8601 UTC. */
  readonly at: string
  /** Its data key, encrypted by KMS for `desk`. */
  readonly wrappedKey: Uint8Array
  /** Who may open it: `unrouted` until route-report has re-addressed it. */
  readonly desk: Desk | 'unrouted'
  /** Set when an addition reaches its desk, and dropped when an opening gave its text. */
  readonly isUnread?: true
  /** The officer who wrote a note, subject id. */
  readonly officer?: string
  /** SHA-256 of the request's Idempotency-Key, lower-case hex: a retry under the same key adds nothing. */
  readonly requestHash?: string
}

/** What makes a report readable by its desk. Dropping it erases the text and every part at once. */
export interface Readable {
  /** The report's data key, encrypted by KMS for the desk that may open it. */
  readonly wrappedKey: Uint8Array
  /** Which item holds the sealed text that this key opens. */
  readonly textId: string
  /** Later parts by their id; none for most reports. */
  readonly parts?: Readonly<Record<string, Part>>
  /** The reporter took the report back, but its text may not go yet. ISO 8601 UTC. */
  readonly withdrawalRequestedAt?: string
  /** The officer (subject id) who set a legal hold: while it is there the text is not erased. */
  readonly heldBy?: string
}

/**
 * How many parts a report holds before another of each use is too many: with all their keys its item stays under DynamoDB's 400 KB.
 * Additions are counted alone, notes and the words of openings together; openings have room that notes can't take. An opening is never
 * refused: past its number the reason is logged and the words are not kept.
 */
export const largestPartCounts = { addition: 100, note: 200, opening: 400 } as const

/** The newest alert of a report: `sentAt` (ISO 8601 UTC) is missing until SNS has taken it. */
export interface Alerting {
  readonly kind: AlertKind
  /** 1 for the first alert of a desk, and of an addition after an acknowledgement; each escalation and each reminder adds 1. */
  readonly step: number
  readonly sentAt?: string
  /** By when the desk must act; set when the alert is sent. News that comes meanwhile keeps it: adding can't put a deadline off. */
  readonly actBy?: string
}

/** What a report has from the moment a desk owns it. */
export interface Owned {
  readonly desk: Desk
  readonly grade: Grade
  readonly decision: RouteDecision
  readonly alerting: Alerting
}

/** Who took a report. */
export interface Acknowledgement {
  /** The officer's subject id. */
  readonly officer: string
  /** ISO 8601 UTC. */
  readonly acknowledgedAt: string
  /** Since when an addition that reached the desk after the acknowledgement waits to be read. ISO 8601 UTC. */
  readonly unreadSince?: string
}

/** A report by its state; `dueAt` (ISO 8601 UTC) is when watch-deadlines drives it on. */
export type Report = ReportBase &
  (
    | ({ readonly state: 'received'; readonly dueAt: string } & Readable)
    | ({ readonly state: 'routed'; readonly dueAt: string } & Readable & Owned)
    | ({ readonly state: 'alerted'; readonly dueAt: string } & Readable & Owned)
    | ({ readonly state: 'acknowledged'; readonly dueAt: string } & Readable & Owned & Acknowledgement)
    | ({ readonly state: 'closed'; readonly dueAt?: string } & Readable & Owned & Closing)
    | ({ readonly state: 'erased' } & Owned & Closing)
    | ({ readonly state: 'withdrawn'; readonly dueAt?: string; readonly withdrawnAt: string } & Owned)
  )

/** How a report ended. */
export interface Closing {
  readonly outcome: Outcome
  /** ISO 8601 UTC. */
  readonly closedAt: string
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

/** A report in one of the states named. */
export type ReportIn<State extends ReportState> = Extract<Report, { readonly state: State }>
