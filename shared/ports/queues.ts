import type { ReportDesk } from '../domain/desk.ts'
import type { Grade } from '../domain/grade.ts'

/** Tells route-report that a report waits. Sends `{v: 1, reportId}` and nothing else. */
export interface RoutingQueue {
  send(reportId: string): Promise<void>
}

/**
 * Tells notify-team that a desk has an alert waiting. Sends `{v: 1, reportId}` and nothing else. A retired desk has no
 * queue: its heir's takes the message. Immediate reports have a queue of their own, whatever their desk, in which
 * nothing is held back for a digest.
 */
export interface DeskQueues {
  send(desk: ReportDesk, report: { readonly reportId: string; readonly grade: Grade }): Promise<void>
}
