import { dueSoon } from './due-times.ts'
import { toGrade } from './grade.ts'
import { type Alerting, type AlertKind, failedAtOf, knownAlerts, knownDigests } from './ladder.ts'
import { minutesAfter, policy } from './policy.ts'
import { defined, without } from './record.ts'
import {
  hasUnreadSupplements,
  hasUnroutedSupplements,
  isOwned,
  isUnanswered,
  isUnread,
  type OpenableReport,
  type OwnedReport,
} from './report-states.ts'

/** What an alert says, beside when it began. */
type NewAlert = Omit<Alerting, 'since' | 'earlierSince'>

/** Returns an alert that begins with the next change of a report, and is still to be sent. */
export const newAlert = (
  { seq, alerting }: { readonly seq: number; readonly alerting?: Alerting },
  alert: NewAlert,
): Alerting => {
  const earlierSince = alerting && [...(alerting.earlierSince ?? []), alerting.since].slice(-knownAlerts)
  return { ...alert, since: seq + 1, ...defined({ earlierSince }) }
}

/** Returns an alert that takes the place of another on the same rung. */
const onSameRung = ({ since, earlierSince }: Alerting, alert: NewAlert): Alerting => ({
  ...alert,
  since,
  ...defined({ earlierSince }),
})

/** Returns the alert of the next rung. */
export const nextRung = (report: OwnedReport, kind: AlertKind): Alerting =>
  newAlert(report, { kind, rung: report.alerting.rung + 1 })

/**
 * Returns the alert that a report has once an addition reached its desk. An acknowledged report without unread
 * additions starts at rung 1 again. An alert that is not sent yet covers the addition. Otherwise the desk is notified
 * again on the same rung, and the deadline stays.
 */
export const alertingAfterAddition = (report: OwnedReport): Alerting => {
  const { kind, rung, sentAt, actBy } = report.alerting
  if (!isUnanswered(report)) {
    const isPending = kind === 'withdrawal' && sentAt === undefined
    return newAlert(report, { kind: isPending ? kind : 'addition', rung: 1 })
  }
  if (sentAt === undefined) return report.alerting
  const failedAt = failedAtOf(report)
  const earlierDigestIds = digestsOfRung(report)
  const more = defined({ actBy, failedAt, earlierDigestIds })
  return onSameRung(report.alerting, { kind: kind === 'escalation' ? kind : 'addition', rung, ...more })
}

/** Returns the digests of the rung so far while nobody has answered: an audience of theirs may yet turn out to fail. */
const digestsOfRung = (report: OpenableReport): readonly string[] | undefined => {
  const { digestIds = [], earlierDigestIds = [] } = report.alerting
  const all = [...earlierDigestIds, ...digestIds].slice(-knownDigests)
  return isOwned(report) && isUnanswered(report) && all.length > 0 ? all : undefined
}

/**
 * Returns the alert of a withdrawal, of its undoing, or of a reminder to decide it: on the same rung, with the same
 * deadline, and to everybody whom the alert before it had still to reach. While nobody has answered, an alert of which
 * digests were made covers the wish, and one that could not reach an audience still goes up: no reporter can hold the
 * ladder by withdrawing and taking back in turn.
 */
export const alertingAfterWish = (report: OpenableReport, kind: 'withdrawal' | 'withdrawal-undone'): Alerting => {
  const { alerting } = report
  const { rung, sentAt, actBy } = alerting
  if (sentAt === undefined && isOwned(report) && isUnanswered(report)) {
    const isCovered = report.state === 'routed' || alerting.digestIds !== undefined || alerting.kind === 'withdrawal'
    return isCovered ? alerting : { ...alerting, kind }
  }
  const earlierDigestIds = digestsOfRung(report)
  const failedAt = failedAtOf(report)
  const alert = { kind, rung, ...defined({ actBy, failedAt, earlierDigestIds, also: leftToReach(alerting) }) }
  return isOwned(report) && isUnanswered(report) ? onSameRung(alerting, alert) : newAlert(report, alert)
}

/** Returns whom an alert that another takes the place of had still to reach, beside the desk. */
export const leftToReach = ({ kind, sentAt, also }: Alerting): Alerting['also'] => {
  if (sentAt !== undefined) return undefined
  return kind === 'closing' ? 'desk-supervisor' : also
}

/**
 * Returns the alert of a handover. While nobody has answered, the ladder goes on where it is: same rung, same deadline.
 * After an answer the new desk's ladder begins at rung 1, with a deadline that is never later than the one before.
 *
 * @param count - how many handovers there were since somebody last answered, this one included
 */
export const alertingAfterHandover = (report: OwnedReport, count: number): Alerting => {
  const { rung, actBy } = report.alerting
  const also = count > 1 ? 'duty-control' : undefined
  return newAlert(report, { kind: 'reroute', rung: isUnanswered(report) ? rung : 1, ...defined({ actBy, also }) })
}

/**
 * Returns what an officer who has a report must do next, and when it is due: read it, within the time to open that its
 * grade gives, or else close it. An alert that is still to be sent is not needed any more, save that of a withdrawal:
 * the officer may not know of it. It then reaches the desk alone.
 */
export const withOfficer = (
  report: OpenableReport,
  now: Date,
): { readonly alerting: Alerting; readonly dueAt: string } => {
  const { kind, sentAt } = report.alerting
  const hasToRead = isUnread(report) || hasUnreadSupplements(report)
  const minutes = hasToRead ? policy.minutesToOpen[toGrade(report.grade)] : policy.acknowledgedMinutes
  const actBy = minutesAfter(now, minutes)
  // An engine's alert that the officer answered stays so: what comes next has another.
  const taken = report.state === 'acknowledged' ? report.alerting : newAlert(report, report.alerting)
  const isPending = sentAt === undefined && kind === 'withdrawal'
  return {
    alerting: {
      ...without(taken, 'also', 'firstQueuedAt', 'earlierDigestIds'),
      ...(isPending ? {} : { sentAt: sentAt ?? now.toISOString() }),
      actBy,
    },
    dueAt: isPending || hasUnroutedSupplements(report) ? dueSoon(report, now) : actBy,
  }
}
