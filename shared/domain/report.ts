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
  /** The report's data key, encrypted by KMS for the desk that may open it. */
  readonly wrappedKey: Uint8Array
  /** The newest log entry's `seq`: also the version that every change is conditional on. */
  readonly seq: number
  /** The newest log entry's `hash`. */
  readonly hash: string
}

/** The newest alert of a report: `sentAt` (ISO 8601 UTC) is missing until SNS has taken it. */
export interface Alerting {
  readonly kind: AlertKind
  /** 1 for the first alert of a desk; each escalation adds 1. */
  readonly step: number
  readonly sentAt?: string
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
}

/** A report by its state; `dueAt` (ISO 8601 UTC) is when watch-deadlines drives it on. */
export type Report = ReportBase &
  (
    | { readonly state: 'received'; readonly dueAt: string }
    | ({ readonly state: 'routed'; readonly dueAt: string } & Owned)
    | ({ readonly state: 'alerted'; readonly dueAt: string } & Owned)
    | ({ readonly state: 'acknowledged'; readonly dueAt: string } & Owned & Acknowledgement)
    | ({ readonly state: 'closed'; readonly dueAt?: string } & Owned & Closing)
    | ({ readonly state: 'erased' } & Owned & Closing)
    | { readonly state: 'withdrawn' }
  )

/** How a report ended. */
export interface Closing {
  readonly outcome: string
  readonly closedAt: string
}

/** Every state of a report. */
export type ReportState = Report['state']

/** A report in one of the states named. */
export type ReportIn<State extends ReportState> = Extract<Report, { readonly state: State }>
