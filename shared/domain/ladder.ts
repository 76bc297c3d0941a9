import type { Desk } from './desk.ts'
import { earliest } from './due-times.ts'
import { type Grade, toGrade } from './grade.ts'
import { minutesAfter, policy } from './policy.ts'
import { defined } from './record.ts'
import type { Report, ReportIn } from './report.ts'
import {
  isOpenable,
  isOwned,
  isUnanswered,
  isWithdrawn,
  type OpenableReport,
  type OwnedReport,
} from './report-states.ts'

/**
 * Why a desk is notified: a new report, nobody acknowledged or read it, an acknowledged one is not closed, its reporter
 * added to it, withdrew it or undid the withdrawal, another desk handed it over, or an officer closed it in a way that
 * its supervisors must see.
 */
export type AlertKind =
  | 'new'
  | 'escalation'
  | 'reminder'
  | 'addition'
  | 'withdrawal'
  | 'withdrawal-undone'
  | 'reroute'
  | 'closing'

/** The newest alert of a report, and how far up the ladder it is. */
export interface Alerting {
  readonly kind: AlertKind
  /**
   * 1 for the first alert of a desk, and for the first alert of an addition after an acknowledgement. Each escalation
   * and each reminder adds 1.
   */
  readonly rung: number
  /** When SNS accepted the alert, ISO 8601 UTC; absent until then. */
  readonly sentAt?: string
  /**
   * By when the desk must act, ISO 8601 UTC; set when the alert is sent. An addition that comes meanwhile keeps it:
   * adding never postpones a deadline.
   */
  readonly actBy?: string
  /**
   * Notified too, whatever the rung: duty control of a report that was handed over more than once and nobody answered,
   * the desk's supervisors of a closing whose alert another alert replaced.
   */
  readonly also?: Exclude<AudienceName, 'duty'>
}

/** Whom an alert can reach, seen from the desk of the report. */
export type AudienceName = 'duty' | 'duty-control' | 'desk-supervisor' | 'duty-control-supervisor'

/** One group of people that an alert reaches: the officers of a desk, or its supervisors. */
export interface Audience {
  readonly desk: Desk
  readonly recipients: 'duty' | 'supervisor'
}

/** A report whose desk may have to be notified. */
export type NotifiableReport = OwnedReport | ReportIn<'closed' | 'withdrawn'>

/** Returns the minutes that a desk has to answer the alert of a rung (1 is the first). */
export const minutesToAnswer = (grade: Grade, rung: number): number => {
  if (rung <= 1) return policy.firstAlertMinutes[toGrade(grade)]
  return policy.escalationMinutes[rung - 2] ?? policy.laterEscalationMinutes
}

/** Returns who receives an alert of a rung: the desk's officers first, and one more audience with each rung. */
export const audiencesOf = (desk: Desk, rung: number): readonly Audience[] => {
  const from = policy.audienceFromRung
  const names = (['duty-control', 'desk-supervisor', 'duty-control-supervisor'] as const).filter(
    (name) => rung >= from[name],
  )
  return toAudiences(desk, ['duty', ...names])
}

/** Each audience once: to duty control, its own desk's officers and duty control's are the same. */
const toAudiences = (desk: Desk, names: readonly AudienceName[]): readonly Audience[] => {
  const named = {
    duty: { desk, recipients: 'duty' },
    'duty-control': { desk: 'duty-control', recipients: 'duty' },
    'desk-supervisor': { desk, recipients: 'supervisor' },
    'duty-control-supervisor': { desk: 'duty-control', recipients: 'supervisor' },
  } as const satisfies Record<AudienceName, Audience>
  return names.reduce<readonly Audience[]>((before, name) => {
    const audience = named[name]
    const isThere = before.some((each) => each.desk === audience.desk && each.recipients === audience.recipients)
    return isThere ? before : [...before, audience]
  }, [])
}

/** Returns the report if its newest alert is still to be sent. */
export const pendingAlertOf = (report: Report): NotifiableReport | undefined =>
  isNotifiable(report) && report.alerting.sentAt === undefined ? report : undefined

const isNotifiable = (report: Report): report is NotifiableReport => isOpenable(report) || report.state === 'withdrawn'

/**
 * Returns who receives the pending alert. While nobody has answered, it is every audience of the alert's rung. It is
 * the desk's officers alone once somebody has answered, and for an alert that comes while the rung's deadline still
 * runs: no reporter can make everybody's telephone ring again. A closing is for the supervisors of the desk.
 */
export const audiencesOfPending = (report: NotifiableReport): readonly Audience[] => {
  const { desk, alerting } = report
  if (alerting.kind === 'closing') return [{ desk, recipients: 'supervisor' }]
  const isWide = isOwned(report) && isUnanswered(report) && alerting.actBy === undefined
  const audiences = audiencesOf(desk, isWide ? alerting.rung : 1)
  const hasDutyControl = audiences.some((each) => each.desk === 'duty-control' && each.recipients === 'duty')
  if (alerting.alsoDutyControl === undefined || hasDutyControl) return audiences
  return [...audiences, { desk: 'duty-control', recipients: 'duty' }]
}

/**
 * True when the alert of an addition could not be sent before the deadline of its rung. The next rung then goes out
 * instead of a retry.
 */
export const isDeadlineMissed = (report: NotifiableReport, now: Date): boolean => {
  const { actBy } = report.alerting
  return isOwned(report) && isUnanswered(report) && actBy !== undefined && actBy <= now.toISOString()
}

/**
 * Returns by when the desk must act on the pending alert if it is sent now, ISO 8601 UTC: never later than before that
 * alert. An alert that does not ask for an answer leaves the deadline of an answered report as it is.
 */
export const actByOf = (report: NotifiableReport, now: Date): string => {
  const { grade, alerting } = report
  if (report.state === 'withdrawn') return now.toISOString()
  if (report.state === 'closed') return minutesAfter(now, policy.acknowledgedMinutes)
  if (isUnanswered(report)) return earliest(minutesAfter(now, minutesToAnswer(grade, alerting.rung)), alerting.actBy)
  return alerting.actBy ?? minutesAfter(now, policy.reminderMinutes)
}

/** Returns the instant that the words of the pending alert name: by when to act or, for a withdrawal to decide, to decide. */
export const wordedBy = (report: NotifiableReport, now: Date): string => {
  const isToDecide = report.state === 'acknowledged' || report.state === 'closed'
  if (isToDecide && report.alerting.kind === 'withdrawal' && isWithdrawn(report)) return report.withdrawal.dueAt
  return actByOf(report, now)
}

/** Returns the alert of the next rung, which is still to be sent. */
export const nextRung = ({ alerting }: OwnedReport, kind: AlertKind): Alerting => ({ kind, rung: alerting.rung + 1 })

/**
 * Returns the alert that a report has once an addition reached its desk. An acknowledged report without unread
 * additions starts at rung 1 again. An alert that is not sent yet covers the addition. Otherwise the desk is notified
 * again on the same rung, and the deadline stays.
 */
export const alertingAfterAddition = (report: OwnedReport): Alerting => {
  const { kind, rung, sentAt, actBy } = report.alerting
  if (!isUnanswered(report)) {
    const isPending = kind === 'withdrawal' && sentAt === undefined
    return { kind: isPending ? kind : 'addition', rung: 1 }
  }
  if (sentAt === undefined) return report.alerting
  return { kind: kind === 'escalation' ? kind : 'addition', rung, ...defined({ actBy }) }
}

/**
 * Returns the alert of a withdrawal, of its undoing, or of a reminder to decide it: on the same rung, with the same
 * deadline. An alert that the desk has not received yet stays as it is, for the desk may not know of the report.
 */
export const alertingAfterWish = (
  { state, alerting }: OpenableReport,
  kind: 'withdrawal' | 'withdrawal-undone',
): Alerting => {
  const isNew = (state === 'routed' || state === 'alerted') && alerting.sentAt === undefined
  return isNew ? alerting : { kind, rung: alerting.rung, ...defined({ actBy: alerting.actBy }) }
}

/**
 * Returns the alert of a handover. While nobody has answered, the ladder goes on where it is: same rung, same deadline.
 * After an answer the new desk's ladder begins at rung 1, with a deadline that is never later than the one before.
 *
 * @param count - how many handovers there were since somebody last answered, this one included
 */
export const alertingAfterHandover = (report: OwnedReport, count: number): Alerting => {
  const { rung, actBy } = report.alerting
  const alsoDutyControl = count > 1 ? true : undefined
  return { kind: 'reroute', rung: isUnanswered(report) ? rung : 1, ...defined({ actBy, alsoDutyControl }) }
}
