import { type Desk, heirOf, type ReportDesk } from './desk.ts'
import { earliest } from './due-times.ts'
import { type Grade, toGrade } from './grade.ts'
import { minutesAfter, policy } from './policy.ts'
import type { Report, ReportIn } from './report.ts'
import { isOwned, isUnanswered, type OwnedReport } from './report-states.ts'

/**
 * Why a desk is notified: a new report, nobody acknowledged it, an acknowledged one is not closed, its reporter added
 * to it or withdrew it, or another desk handed it over.
 */
export type AlertKind = 'new' | 'escalation' | 'reminder' | 'addition' | 'withdrawal' | 'reroute'

/** The newest alert of a report, and how far up the ladder it is. */
export interface Alerting {
  readonly kind: AlertKind
  /**
   * 1 for the first alert of a desk, and for the first alert of an addition after an acknowledgement. Each escalation
   * and each reminder adds 1.
   */
  readonly rung: number
  /**
   * Since when digests of this alert are on their way, and by when they ask the desk to act. ISO 8601 UTC; absent until
   * then. The alert is sent only once a channel accepts one of them.
   */
  readonly queued?: { readonly at: string; readonly actBy: string }
  /** Every digest of this alert, by its id, newest last: others are made when none is accepted in time. */
  readonly digestIds?: readonly string[]
  /** When a channel first accepted the alert for somebody, ISO 8601 UTC; absent until then. */
  readonly sentAt?: string
  /** When every contact of some audience of the alert had failed, ISO 8601 UTC. */
  readonly failedAt?: string
  /**
   * By when the desk must act, ISO 8601 UTC; set when the alert is sent. An addition that comes meanwhile keeps it:
   * adding never postpones a deadline.
   */
  readonly actBy?: string
}

/** One group of people that an alert reaches: the officers of a desk, or its supervisors. */
export interface Audience {
  readonly desk: Desk
  readonly recipients: 'duty' | 'supervisor'
}

/** A report whose desk may have to be notified. */
export type NotifiableReport = OwnedReport | ReportIn<'withdrawn'>

/** Returns the minutes that a desk has to answer the alert of a rung (1 is the first). */
export const minutesToAnswer = (grade: Grade, rung: number): number => {
  if (rung <= 1) return policy.firstAlertMinutes[toGrade(grade)]
  const minutes = policy.escalationMinutes
  return minutes[Math.min(rung - 2, minutes.length - 1)] ?? policy.escalationMinutes[2]
}

/**
 * Returns who receives an alert of a rung: the desk's officers first, and one more audience with each rung. The alerts
 * of a retired desk reach its heir.
 */
export const audiencesOf = (ofReport: ReportDesk, rung: number): readonly Audience[] => {
  const desk = heirOf(ofReport)
  const from = policy.audienceFromRung
  const wider: ReadonlyArray<readonly [number, Audience]> = [
    [from['duty-control'], { desk: 'duty-control', recipients: 'duty' }],
    [from['desk-supervisor'], { desk, recipients: 'supervisor' }],
    [from['duty-control-supervisor'], { desk: 'duty-control', recipients: 'supervisor' }],
  ]
  const audiences: Audience[] = [{ desk, recipients: 'duty' }]
  for (const [fromRung, audience] of wider) {
    const isThere = audiences.some((each) => each.desk === audience.desk && each.recipients === audience.recipients)
    if (rung >= fromRung && !isThere) audiences.push(audience)
  }
  return audiences
}

/** Returns the report if no channel has accepted its newest alert yet. */
export const pendingAlertOf = (report: Report): NotifiableReport | undefined =>
  (isOwned(report) || report.state === 'withdrawn') && report.alerting.sentAt === undefined ? report : undefined

/**
 * Returns who receives the pending alert. While nobody has answered, it is every audience of the alert's rung. It is
 * the desk's officers alone once somebody has answered, and for an addition that comes while the rung's deadline still
 * runs: no reporter can make everybody's telephone ring again.
 */
export const audiencesOfPending = (report: NotifiableReport): readonly Audience[] => {
  const isWide = isOwned(report) && isUnanswered(report) && report.alerting.actBy === undefined
  return audiencesOf(report.desk, isWide ? report.alerting.rung : 1)
}

/**
 * Returns when every contact of some audience had failed, while nobody has answered since: the next rung is then due at
 * once. ISO 8601 UTC.
 */
export const failedAtOf = (report: NotifiableReport): string | undefined => {
  const { failedAt } = report.alerting
  if (failedAt === undefined || !isOwned(report) || !isUnanswered(report)) return undefined
  return report.state === 'acknowledged' && report.acknowledgedAt >= failedAt ? undefined : failedAt
}

/**
 * True when the alert of an addition could not be sent before the deadline of its rung, or when the alert could reach
 * nobody of some audience. The next rung then goes out instead of a retry.
 */
export const isDeadlineMissed = (report: NotifiableReport, now: Date): boolean => {
  const by = failedAtOf(report) ?? report.alerting.actBy
  return isOwned(report) && isUnanswered(report) && by !== undefined && by <= now.toISOString()
}

/**
 * Returns until when digests of the alert count as on their way, ISO 8601 UTC; undefined when none was made, or when a
 * channel accepted one.
 */
export const onItsWayUntil = ({ alerting }: NotifiableReport): string | undefined =>
  alerting.queued === undefined || alerting.sentAt !== undefined
    ? undefined
    : minutesAfter(new Date(alerting.queued.at), policy.deliveryMinutes)

/** True while digests of the alert are on their way and none has failed: nothing is sent again. */
export const isOnItsWay = (report: NotifiableReport, now: Date): boolean =>
  report.alerting.failedAt === undefined && (onItsWayUntil(report) ?? '') > now.toISOString()

/** True when a wider audience than that of the alert's rung is left to notify. */
export const isWiderLeft = (report: NotifiableReport): boolean =>
  isOwned(report) && isUnanswered(report) && report.alerting.rung < policy.audienceFromRung['duty-control-supervisor']

const minutesToAct = (report: NotifiableReport): number => {
  const { grade, alerting } = report
  if (!isOwned(report) || isUnanswered(report)) return minutesToAnswer(grade, alerting.rung)
  return policy.reminderMinutes
}

/**
 * Returns by when the desk must act on the pending alert if it is sent now: never later than before that alert. ISO
 * 8601 UTC.
 */
export const actByOf = (report: NotifiableReport, now: Date): string =>
  earliest(minutesAfter(now, minutesToAct(report)), report.alerting.actBy)

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
  return { kind: kind === 'escalation' ? kind : 'addition', rung, ...(actBy === undefined ? {} : { actBy }) }
}

/** Returns the alert of a withdrawal that leaves the text for now: on the same rung, with the same deadline. */
export const alertingAfterWithdrawal = ({ alerting }: ReportIn<'alerted' | 'acknowledged'>): Alerting => {
  const { rung, actBy } = alerting
  return { kind: 'withdrawal', rung, ...(actBy === undefined ? {} : { actBy }) }
}
