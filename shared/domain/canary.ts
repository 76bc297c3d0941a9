import { type Change, change, logged } from './change.ts'
import { canaryDesk } from './desk.ts'
import type { Report, ReportIn } from './report.ts'
import { textIdsOf } from './report-states.ts'
import { asWithdrawn } from './withdrawal-changes.ts'

/** A canary that has reached its desk and has its text. */
export type Canary = ReportIn<'routed' | 'alerted'>

/** True for a report that Harbour sent to itself, from its routing to its erasure. No officer can take it. */
export const isCanary = (report: Report): report is Canary =>
  (report.state === 'routed' || report.state === 'alerted') && report.desk === canaryDesk

/**
 * Erases a canary at once, which no other report is: nobody wrote it, so nobody could wish it back and nobody decides.
 * Nobody is notified of it either.
 */
export const eraseCanary = (
  report: Canary,
  what: 'canary.withdrawn' | 'canary.erased',
  now: Date,
): Change<ReportIn<'withdrawn'>> => {
  const { dueAt: _none, ...withdrawn } = asWithdrawn(report, now)
  const alerting = { ...report.alerting, sentAt: report.alerting.sentAt ?? now.toISOString() }
  return change({ ...withdrawn, alerting }, logged(what, { now }, { desk: report.desk }), {
    erases: textIdsOf(report),
  })
}
