import { type Change, change, logged } from './change.ts'
import { withErasureDue } from './closed-due.ts'
import { dueSoon, earliest, redriveAt } from './due-times.ts'
import { actByOf, isWiderLeft, knownDigests, type NotifiableReport } from './ladder.ts'
import { minutesAfter, policy } from './policy.ts'
import { without } from './record.ts'
import type { ReportIn } from './report.ts'
import { hasUnroutedSupplements } from './report-states.ts'

const factsOf = ({ desk, alerting }: NotifiableReport) => ({ desk, kind: alerting.kind, rung: alerting.rung })

/** True when two states of a report have the same alert: whatever else changed, the same people must hear the same. */
export const isSameAlert = (one: NotifiableReport, other: NotifiableReport): boolean =>
  one.desk === other.desk &&
  one.alerting.kind === other.alerting.kind &&
  one.alerting.rung === other.alerting.rung &&
  one.alerting.actBy === other.alerting.actBy &&
  one.alerting.queued?.at === other.alerting.queued?.at

/** True for a digest of the newest alert of a report; any other is of an alert whose place this one took. */
export const isOfAlert = ({ alerting }: NotifiableReport, digestId: string): boolean =>
  alerting.digestIds?.includes(digestId) ?? false

/** True for a digest of the newest alert, or of one of the same rung whose place that one took. */
export const isOfRung = (report: NotifiableReport, digestId: string): boolean =>
  isOfAlert(report, digestId) || (report.alerting.earlierDigestIds?.includes(digestId) ?? false)

/** What the mark of a queued alert says. */
export interface Queued {
  /** When its digests were made, ISO 8601 UTC. */
  readonly at: string
  /** By when they ask the desk to act, so that its time does not change while they are on their way. ISO 8601 UTC. */
  readonly actBy: string
  readonly digestIds: readonly string[]
}

/**
 * Marks the pending alert as queued: digests of it are on their way. When no channel accepts one in time,
 * watch-deadlines has other digests made.
 */
export const markQueued = (
  report: NotifiableReport,
  { at, actBy, digestIds }: Queued,
  now: Date,
): Change<NotifiableReport> => {
  const { digestIds: before = [], firstQueuedAt = at } = report.alerting
  const all = [...before, ...digestIds].slice(-knownDigests)
  const alerting = { ...report.alerting, queued: { at, actBy }, firstQueuedAt, digestIds: all }
  const waited = minutesAfter(now, policy.deliveryMinutes)
  const dueAt = hasUnroutedSupplements(report) ? dueSoon(report, now) : waited
  return change({ ...report, alerting, dueAt }, logged('alert.queued', { now }, factsOf(report)))
}

/**
 * Marks the queued alert as accepted by a channel: a routed report becomes alerted, and `dueAt` is when the desk must
 * have acted, or before if an audience could not be reached.
 */
export const markAlerted = (report: NotifiableReport, now: Date): Change<NotifiableReport> => {
  const actBy = earliest(actByOf(report, now), report.alerting.queued?.actBy)
  const alerting = { ...report.alerting, sentAt: now.toISOString(), actBy }
  const entry = logged('alert.sent', { now }, factsOf(report))
  if (report.state === 'withdrawn') return change({ ...without(report, 'dueAt'), alerting }, entry)
  if (report.state === 'closed') return change(withErasureDue({ ...report, alerting }, now), entry)
  const isDueBefore = hasUnroutedSupplements(report) || (alerting.failedAt !== undefined && isWiderLeft(report))
  const dueAt = isDueBefore ? dueSoon(report, now) : actBy
  if (report.state === 'acknowledged') return change({ ...report, alerting, dueAt }, entry)
  return change({ ...report, state: 'alerted', alerting, dueAt }, entry)
}

/**
 * Marks the queued alert as failed for every contact of an audience. The report is due at once while a wider audience
 * is left; else in a minute while nobody heard, for nobody is called without end in one second; and at its deadline
 * when somebody did.
 */
export const markFailed = (report: NotifiableReport, now: Date): Change<NotifiableReport> => {
  const at = now.toISOString()
  const entry = logged('alert.failed', { now }, factsOf(report))
  const next = { ...report, alerting: { ...report.alerting, failedAt: at } }
  if (next.state === 'closed' || next.state === 'withdrawn') return change(withRetryDue(next, now), entry)
  const soon = isWiderLeft(report) ? at : redriveAt(now)
  const isHeard = report.alerting.sentAt !== undefined && !isWiderLeft(report)
  return change({ ...next, dueAt: isHeard ? next.dueAt : earliest(soon, next.dueAt) }, entry)
}

/** Sets when a failed alert of a closed or erased report is tried again. A text is erased at its date all the same. */
const withRetryDue = (report: ReportIn<'closed' | 'withdrawn'>, now: Date): ReportIn<'closed' | 'withdrawn'> => {
  const again = minutesAfter(now, policy.failedRetryMinutes)
  if (report.state === 'withdrawn') return { ...report, dueAt: again }
  if (hasUnroutedSupplements(report)) return { ...report, dueAt: dueSoon(report, now) }
  return { ...report, dueAt: report.heldBy === undefined ? earliest(again, report.eraseAt) : again }
}
