import { type Change, logged } from './change.ts'
import type { ReportDesk } from './desk.ts'
import { earliest, redriveAt } from './due-times.ts'
import {
  type AlertKind,
  failedAtOf,
  isDeadlineMissed,
  isOnItsWay,
  nextRung,
  onItsWayUntil,
  pendingAlertOf,
} from './ladder.ts'
import type { ChangeName } from './lifecycle.ts'
import { minutesAfter, policy } from './policy.ts'
import { without } from './record.ts'
import type { Report, ReportIn } from './report.ts'
import { hasUnroutedSupplements, isOwned, type OwnedReport, supplementsOf, textIdsOf } from './report-states.ts'

/** What a due report needs: a change, and the queue that gets a message once the change is stored, if any. */
export interface DueChange {
  readonly change: Change
  readonly sendTo: 'routing' | ReportDesk | 'nobody'
}

const watcher = (now: Date) => ({ who: 'watch-deadlines', now })

interface NextAlert {
  readonly kind: AlertKind
  readonly what: Extract<ChangeName, 'report.escalated' | 'addition.escalated' | 'officer.reminded'>
}

const withNextAlert = (report: OwnedReport, { kind, what }: NextAlert, now: Date): DueChange => {
  const { desk } = report
  const alerting = nextRung(report, kind)
  return {
    change: {
      next: { ...report, alerting, dueAt: redriveAt(now) },
      entry: logged(what, watcher(now), { desk, rung: alerting.rung }),
    },
    sendTo: desk,
  }
}

const withResentRouting = (report: OwnedReport | ReportIn<'received' | 'closed'>, now: Date): DueChange => ({
  change: { next: { ...report, dueAt: redriveAt(now) }, entry: logged('routing.resent', watcher(now)) },
  sendTo: 'routing',
})

const decideOwned = (report: OwnedReport, now: Date): DueChange => {
  const waited = onItsWayUntil(report)
  const actBy = failedAtOf(report) ?? earliest(report.alerting.actBy ?? waited ?? report.dueAt, waited)
  if (actBy > now.toISOString()) {
    if (hasUnroutedSupplements(report)) return withResentRouting(report, now)
    const entry = logged('deadline.kept', watcher(now), { until: actBy })
    return { change: { next: { ...report, dueAt: actBy }, entry }, sendTo: 'nobody' }
  }
  if (report.state !== 'acknowledged') {
    return withNextAlert(report, { kind: 'escalation', what: 'report.escalated' }, now)
  }
  if (report.unreadSince !== undefined) {
    return withNextAlert(report, { kind: 'addition', what: 'addition.escalated' }, now)
  }
  return withNextAlert(report, { kind: 'reminder', what: 'officer.reminded' }, now)
}

const newestTextAt = (report: ReportIn<'closed'>): string =>
  supplementsOf(report).reduce((newest, [, { at }]) => (at > newest ? at : newest), report.closedAt)

/** Erases a closed report at its erase date: its text and every supplement. What stays is a record without text. */
const decideErasure = (report: ReportIn<'closed'>, now: Date): DueChange | undefined => {
  if (report.heldBy !== undefined) return undefined
  const quietAt = minutesAfter(new Date(newestTextAt(report)), policy.quietBeforeErasureMinutes)
  if (quietAt > now.toISOString()) {
    const entry = logged('erasure.postponed', watcher(now), { until: quietAt })
    return { change: { next: { ...report, dueAt: quietAt }, entry }, sendTo: 'nobody' }
  }
  const record = without(report, 'wrappedKey', 'textId', 'supplements', 'withdrawalRequestedAt', 'dueAt')
  return {
    change: {
      next: { ...record, state: 'erased' },
      entry: logged('report.erased', watcher(now)),
      erases: textIdsOf(report),
    },
    sendTo: 'nobody',
  }
}

/**
 * Decides what a due report needs.
 *
 * - received, or with an unrouted addition: it is sent to the routing queue again
 * - an alert that no channel accepted: it is sent to its desk's queue again, for other digests, unless its deadline has
 *   passed meanwhile
 * - an alert that could reach nobody of some audience: the next rung of the ladder
 * - nobody acknowledged it, or nobody read an addition: the next rung of the ladder, without end
 * - acknowledged and not closed: a reminder
 * - closed: its text is erased
 *
 * @returns undefined when nothing is due: a stale index entry, or a state that has no due time
 */
export const decideDue = (report: Report, now: Date): DueChange | undefined => {
  if (!('dueAt' in report) || report.dueAt === undefined || report.dueAt > now.toISOString()) return undefined
  const pending = pendingAlertOf(report)
  if (pending !== undefined && !isDeadlineMissed(pending, now) && !isOnItsWay(pending, now)) {
    const { desk, alerting } = pending
    const entry = logged('alert.resent', watcher(now), { desk, rung: alerting.rung })
    const unsent = without(alerting, 'queued', 'failedAt')
    return { change: { next: { ...pending, alerting: unsent, dueAt: redriveAt(now) }, entry }, sendTo: desk }
  }
  if (isOwned(report)) return decideOwned(report, now)
  if (report.state === 'received') return withResentRouting(report, now)
  if (report.state !== 'closed') return undefined
  return hasUnroutedSupplements(report) ? withResentRouting(report, now) : decideErasure(report, now)
}
