import { eraseCanary, isCanary } from './canary.ts'
import { type Change, change, logged } from './change.ts'
import { withErasureDue } from './closed-due.ts'
import type { ReportDesk } from './desk.ts'
import { earliest, redriveAt } from './due-times.ts'
import {
  type AlertKind,
  failedAtOf,
  isDeadlineMissed,
  isOnItsWay,
  isWithoutOutcome,
  onItsWayUntil,
  pendingAlertOf,
} from './ladder.ts'
import type { ChangeName } from './lifecycle.ts'
import { nextRung } from './next-alert.ts'
import { without } from './record.ts'
import type { Report, ReportIn } from './report.ts'
import {
  erasesItself,
  hasUnroutedSupplements,
  isOpenable,
  isOwned,
  isUnanswered,
  isUnread,
  isWithdrawn,
  type OwnedReport,
  textIdsOf,
  type WithdrawnByReporter,
} from './report-states.ts'
import { isToSweep, sweepOnErasure } from './shelves.ts'
import { eraseWithdrawn, remindOfWithdrawal } from './withdrawal-changes.ts'

/** What a due report needs: a change, and the queue that gets a message once the change is stored, if any. */
export interface DueChange {
  readonly change: Change
  readonly sendTo: 'routing' | ReportDesk | 'nobody'
}

interface NextAlert {
  readonly kind: AlertKind
  readonly what: Extract<ChangeName, 'report.escalated' | 'addition.escalated' | 'officer.reminded'>
}

const withNextAlert = (report: OwnedReport, { kind, what }: NextAlert, now: Date): DueChange => {
  const { desk } = report
  const alerting = nextRung(report, kind)
  const entry = logged(what, { now }, { desk, rung: alerting.rung })
  return { change: change({ ...report, alerting, dueAt: redriveAt(now) }, entry), sendTo: desk }
}

const withResentRouting = (report: OwnedReport | ReportIn<'received' | 'closed'>, now: Date): DueChange => ({
  change: change({ ...report, dueAt: redriveAt(now) }, logged('routing.resent', { now })),
  sendTo: 'routing',
})

const decideOwned = (report: OwnedReport, now: Date): DueChange | undefined => {
  const waited = onItsWayUntil(report)
  const actBy = failedAtOf(report) ?? earliest(report.alerting.actBy ?? waited ?? report.dueAt, waited)
  const isOver = isUnanswered(report) && isWithoutOutcome(report, now) && !isOnItsWay(report, now)
  if (actBy > now.toISOString() && !isOver) {
    if (hasUnroutedSupplements(report)) return withResentRouting(report, now)
    if (isToSweep(report, now)) return undefined
    const entry = logged('deadline.kept', { now }, { until: actBy })
    return { change: change({ ...report, dueAt: actBy }, entry), sendTo: 'nobody' }
  }
  if (report.state !== 'acknowledged' || isUnread(report)) {
    return withNextAlert(report, { kind: 'escalation', what: 'report.escalated' }, now)
  }
  if (report.unreadSince !== undefined) {
    return withNextAlert(report, { kind: 'addition', what: 'addition.escalated' }, now)
  }
  return withNextAlert(report, { kind: 'reminder', what: 'officer.reminded' }, now)
}

/**
 * Erases a closed report at its erase date: its text and every supplement. What stays is a record without text. A
 * report that its reporter adds to is no longer closed when it comes here.
 */
const decideErasure = (report: ReportIn<'closed'>, now: Date): DueChange | undefined => {
  const isKept = report.heldBy !== undefined || hasUnroutedSupplements(report)
  if (isKept || report.eraseAt > now.toISOString()) return undefined
  const record = without(
    report,
    ...(['wrappedKey', 'textId', 'supplements', 'shelves', 'withdrawal', 'wishUndoneAt'] as const),
    ...(['heldBy', 'dueAt', 'sweepAt'] as const),
  )
  const entry = logged('report.erased', { now })
  const next = { ...record, ...sweepOnErasure(report, now), state: 'erased' } as const
  return { change: change(next, entry, { erases: textIdsOf(report) }), sendTo: 'nobody' }
}

/** Erases the text of a withdrawn report, or reminds its desk that an officer must decide. */
const decideWithdrawal = (report: WithdrawnByReporter, now: Date): DueChange => ({
  change: erasesItself(report) ? eraseWithdrawn(report, now) : remindOfWithdrawal(report, now),
  sendTo: report.desk,
})

/**
 * Decides what a due report needs.
 *
 * - a canary that nobody withdrew: it is erased, and nobody is notified
 * - closed, and its erase date has come: its text is erased, whatever alert is still to be sent
 * - received, or with an unrouted addition: it is sent to the routing queue again
 * - an alert that no channel accepted: it is sent to its desk's queue again, for other digests, unless its deadline has
 *   passed meanwhile
 * - its reporter withdrew it 72 hours ago: its text is erased, or the desk is reminded that an officer must decide
 * - an alert that could reach nobody of some audience: the next rung of the ladder
 * - nobody acknowledged it, or nobody read it or an addition: the next rung of the ladder, without end
 * - acknowledged and not closed: a reminder
 *
 * @returns undefined when nothing of this is due: a stale index entry, or a report that is due for a sweep alone
 */
export const decideDue = (report: Report, now: Date): DueChange | undefined => {
  if (!('dueAt' in report) || report.dueAt === undefined || report.dueAt > now.toISOString()) return undefined
  if (isCanary(report)) return { change: eraseCanary(report, 'canary.erased', now), sendTo: 'nobody' }
  const erasure = report.state === 'closed' ? decideErasure(report, now) : undefined
  if (erasure !== undefined) return erasure
  const pending = pendingAlertOf(report)
  if (pending !== undefined && !isDeadlineMissed(pending, now) && !isOnItsWay(pending, now)) {
    const { desk, alerting } = pending
    const entry = logged('alert.resent', { now }, { desk, rung: alerting.rung })
    const unsent = without(alerting, 'queued', 'failedAt')
    return { change: change({ ...pending, alerting: unsent, dueAt: redriveAt(now) }, entry), sendTo: desk }
  }
  if (isOpenable(report) && isWithdrawn(report) && report.withdrawal.dueAt <= now.toISOString()) {
    return decideWithdrawal(report, now)
  }
  if (isOwned(report)) return decideOwned(report, now)
  if (report.state === 'received') return withResentRouting(report, now)
  return report.state === 'closed' && hasUnroutedSupplements(report) ? withResentRouting(report, now) : undefined
}

/** Records that no copy of a shelf is left that the report does not hold. What else the report is due for stays. */
export const markSwept = (report: Report, now: Date): Change => {
  const entry = logged('shelves.swept', { now })
  if (report.state === 'received' || isOwned(report)) return change(without(report, 'sweepAt'), entry)
  if (report.state === 'closed') return change(withErasureDue(without(report, 'sweepAt'), now), entry)
  if (report.state === 'withdrawn' && report.alerting.sentAt === undefined) {
    return change(without(report, 'sweepAt'), entry)
  }
  return change(without(report, 'sweepAt', 'dueAt'), entry)
}
