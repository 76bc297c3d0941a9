import type { Alert } from '../domain/alert.ts'
import type { Desk } from '../domain/desk.ts'
import type { Audience } from '../domain/ladder.ts'

/** Tells route-report that a report waits. Sends `{v: 1, reportId}` and nothing else. */
export interface RoutingQueue {
  send(reportId: string): Promise<void>
}

/** Tells notify-team that a desk has an alert waiting. Sends `{v: 1, reportId}` and nothing else. */
export interface DeskQueues {
  send(desk: Desk, reportId: string): Promise<void>
}

/** Tells people: one publication to the topic of the audience's desk. */
export interface AlertTopics {
  /** @throws when SNS did not take it or did not say: it then counts as not sent */
  publish(audience: Audience, alert: Alert): Promise<void>
}
