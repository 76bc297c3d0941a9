import type { Alert } from '../domain/alert.ts'
import type { ReportDesk } from '../domain/desk.ts'
import type { Audience } from '../domain/ladder.ts'

/** Tells route-report that a report waits. Sends `{v: 1, reportId}` and nothing else. */
export interface RoutingQueue {
  send(reportId: string): Promise<void>
}

/**
 * Tells notify-team that a desk has an alert waiting. Sends `{v: 1, reportId}` and nothing else. A retired desk has no
 * queue: its heir's takes the message.
 */
export interface DeskQueues {
  send(desk: ReportDesk, reportId: string): Promise<void>
}

/** Tells people: one publication to the topic of the audience's desk. */
export interface AlertTopics {
  /** @throws when SNS did not take it or did not say: it then counts as not sent */
  publish(audience: Audience, alert: Alert): Promise<void>
}
