import { type Change, change, logged } from './change.ts'
import { withErasureDue } from './closed-due.ts'
import { dueSoon } from './due-times.ts'
import { alertingAfterWish } from './next-alert.ts'
import { minutesAfter, policy } from './policy.ts'
import { without } from './record.ts'
import type { Supplement, Withdrawal } from './report.ts'
import type { AddableReport } from './report-states.ts'
import { withSupplement } from './shelves.ts'

/**
 * Adds the reporter's sealed addition. It is due for routing within a minute, and its desk is notified then. A `dueAt`
 * that is sooner stays: adding never postpones a deadline.
 */
export const addAddition = <Kind extends AddableReport>(
  report: Kind,
  { additionId, addition }: { readonly additionId: string; readonly addition: Supplement },
  now: Date,
): Change<Kind> => {
  const { next, beside } = withSupplement(report, [additionId, addition])
  const entry = logged('addition.received', { now }, { additionId })
  return change({ ...next, dueAt: dueSoon(report, now) }, entry, beside)
}

/**
 * Records that the reporter withdraws the report. Nothing is erased for 72 hours: the desk is notified, an officer may
 * hold or decide, and the reporter may undo it.
 */
export const requestWithdrawal = (
  report: AddableReport,
  now: Date,
): Change<AddableReport & { readonly withdrawal: Withdrawal }> => {
  const withdrawal = { requestedAt: now.toISOString(), dueAt: minutesAfter(now, policy.withdrawalMinutes) }
  const entry = logged('withdrawal.requested', { now })
  return change({ ...withWish(report, 'withdrawal', now), withdrawal }, entry)
}

/** Records that the reporter undoes the withdrawal, of which the desk is notified. */
export const undoWithdrawal = (report: AddableReport, now: Date): Change<AddableReport> => {
  const undone = { ...without(report, 'withdrawal'), wishUndoneAt: now.toISOString() }
  return change(withWish(undone, 'withdrawal-undone', now), logged('withdrawal.undone', { now }))
}

/** A report whose desk is to be notified of what its reporter wishes. */
const withWish = (report: AddableReport, kind: 'withdrawal' | 'withdrawal-undone', now: Date): AddableReport => {
  if (report.state === 'received') return report
  const notified = { ...report, alerting: alertingAfterWish(report, kind) }
  return notified.state === 'closed' ? withErasureDue(notified, now) : { ...notified, dueAt: dueSoon(report, now) }
}
