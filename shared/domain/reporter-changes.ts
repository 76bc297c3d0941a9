import { type Change, logged } from './change.ts'
import { dueSoon, redriveAt } from './due-times.ts'
import { toGrade } from './grade.ts'
import { alertingAfterWithdrawal } from './ladder.ts'
import type { ReportIn, Supplement } from './report.ts'
import { type AddableReport, textIdsOf } from './report-states.ts'
import { decideRoute } from './route.ts'

const reporter = (now: Date) => ({ who: 'reporter', now })

/**
 * Adds the reporter's sealed addition. It is due for routing within a minute, and its desk is notified then. A `dueAt`
 * that is sooner stays: adding never postpones a deadline.
 */
export const addAddition = <Kind extends AddableReport>(
  report: Kind,
  { additionId, addition }: { readonly additionId: string; readonly addition: Supplement },
  now: Date,
): Change<Kind> => ({
  next: {
    ...report,
    supplements: { ...report.supplements, [additionId]: addition },
    dueAt: dueSoon(report, now),
  },
  entry: logged('addition.received', reporter(now), { additionId }),
})

/**
 * True when a withdrawal erases the text at once. It does not once an officer has taken the report, nor under a legal
 * hold, nor where a life may be in danger: whoever withdraws then may not be who wrote it.
 */
export const isErasedByWithdrawal = (
  report: AddableReport,
): report is Exclude<AddableReport, { readonly state: 'acknowledged' }> => {
  if (report.state === 'acknowledged' || report.heldBy !== undefined) return false
  if (report.state === 'closed') return true
  const grade = report.state === 'received' ? decideRoute(report.facts).grade : report.grade
  return toGrade(grade) !== 'immediate'
}

/**
 * Withdraws a report whose text is erased at once. What stays says that there was a report, and its desk is notified.
 */
export const withdraw = (
  report: Exclude<AddableReport, { readonly state: 'acknowledged' }>,
  now: Date,
): Change<ReportIn<'withdrawn'>> => {
  const { reportId, receivedAt, facts, seq, hash } = report
  const decision = report.state === 'received' ? decideRoute(report.facts) : report.decision
  const { desk, grade } = report.state === 'received' ? decision : report
  return {
    next: {
      ...{ reportId, receivedAt, facts, seq, hash, decision, desk, grade },
      state: 'withdrawn',
      withdrawnAt: now.toISOString(),
      alerting: { kind: 'withdrawal', rung: 1 },
      dueAt: redriveAt(now),
    },
    entry: logged('report.withdrawn', reporter(now)),
    erases: textIdsOf(report),
  }
}

/**
 * Records that the reporter withdraws a report whose text stays for now: its desk is notified and decides. An alert
 * that nobody has received yet keeps its words, for the desk may not know of the report; whoever acknowledges it reads
 * of the withdrawal. Nobody is notified about a closed report.
 */
export const requestWithdrawal = (report: AddableReport, now: Date): Change<AddableReport> => {
  const withdrawalRequestedAt = now.toISOString()
  const entry = logged('withdrawal.requested', reporter(now))
  const isKnown =
    report.state === 'acknowledged' || (report.state === 'alerted' && report.alerting.sentAt !== undefined)
  if (!isKnown) return { next: { ...report, withdrawalRequestedAt }, entry }
  const alerting = alertingAfterWithdrawal(report)
  return { next: { ...report, withdrawalRequestedAt, alerting, dueAt: dueSoon(report, now) }, entry }
}
