import { type Recipients, type Sink, sink } from './contact.ts'
import { canaryDesk, type Desk, heirOf, type ReportDesk } from './desk.ts'
import { earliest } from './due-times.ts'
import { type Grade, toGrade } from './grade.ts'
import { minutesAfter, policy } from './policy.ts'
import type { Report, ReportIn } from './report.ts'
import { isOpenable, isOwned, isUnanswered, isWithdrawn, type OwnedReport } from './report-states.ts'

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
  /**
   * The `seq` of the change that began it, or by which an officer took the report. An on-call engine has an alert of
   * its own for each, so that each calls somebody anew; what comes on the same rung keeps it.
   */
  readonly since: number
  /** The `since` of the newest alerts before it, oldest first: an engine may have one of them open. */
  readonly earlierSince?: readonly number[]
  /**
   * Since when digests of this alert are on their way, and by when they ask the desk to act. ISO 8601 UTC; absent until
   * then. The alert is sent only once a channel accepts one of them.
   */
  readonly queued?: { readonly at: string; readonly actBy: string }
  /** When digests of this alert were first made, ISO 8601 UTC: they may be made anew, and its deadline runs on. */
  readonly firstQueuedAt?: string
  /** Every digest of this alert, by its id, newest last: others are made when none is accepted in time. */
  readonly digestIds?: readonly string[]
  /** The digests of alerts of this rung whose place this one took: what fails for an audience of theirs counts. */
  readonly earlierDigestIds?: readonly string[]
  /** When a channel first accepted the alert for somebody, ISO 8601 UTC; absent until then. */
  readonly sentAt?: string
  /** When every contact of some audience of the alert had failed, ISO 8601 UTC. */
  readonly failedAt?: string
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

/** How many alerts before the newest are known. An engine that took none of so many keeps an older one open. */
export const knownAlerts = 4

/** How many digests of one alert are known: those of ten times that they were made, for four audiences. */
export const knownDigests = 40

/** Whom an alert can reach, seen from the desk of the report. */
export type AudienceName = 'duty' | 'duty-control' | 'desk-supervisor' | 'duty-control-supervisor'

/** One group that an alert reaches: the officers of a desk, its supervisors, or the sink of the canaries. */
export type Audience = { readonly desk: Desk; readonly recipients: Recipients } | Sink['audience']

/** A report whose desk may have to be notified. */
export type NotifiableReport = OwnedReport | ReportIn<'closed' | 'withdrawn'>

/** Returns the minutes that a desk has to answer the alert of a rung (1 is the first). */
export const minutesToAnswer = (grade: Grade, rung: number): number => {
  if (rung <= 1) return policy.firstAlertMinutes[toGrade(grade)]
  return policy.escalationMinutes[rung - 2] ?? policy.laterEscalationMinutes
}

/**
 * Each audience of a report's desk by its name. The alerts of a retired desk reach its heir; those of a canary reach
 * its sink alone, whatever the rung.
 */
const toAudiences = (ofReport: ReportDesk, names: readonly AudienceName[]): readonly Audience[] => {
  if (ofReport === canaryDesk) return [sink.audience]
  const desk = heirOf(ofReport)
  const named = {
    duty: { desk, recipients: 'duty' },
    'duty-control': { desk: 'duty-control', recipients: 'duty' },
    'desk-supervisor': { desk, recipients: 'supervisor' },
    'duty-control-supervisor': { desk: 'duty-control', recipients: 'supervisor' },
  } as const satisfies Record<AudienceName, Audience>
  const byPeople = new Map(names.map((name) => [`${named[name].desk} ${named[name].recipients}`, named[name]]))
  return [...byPeople.values()]
}

const wider = ['duty-control', 'desk-supervisor', 'duty-control-supervisor'] as const

const namesUpTo = (rung: number): readonly AudienceName[] => [
  'duty',
  ...wider.filter((name) => rung >= policy.audienceFromRung[name]),
]

/** Returns who receives an alert of a rung: the desk's officers first, and one more audience with each rung. */
export const audiencesOf = (desk: ReportDesk, rung: number): readonly Audience[] => toAudiences(desk, namesUpTo(rung))

/** Returns everybody whom alerts of a desk may reach, however far up the ladder. */
export const everyAudienceOf = (desk: ReportDesk): readonly Audience[] =>
  audiencesOf(desk, policy.audienceFromRung['duty-control-supervisor'])

/** Returns the `since` of the alerts of a report that an on-call engine may have open, newest first. */
export const alertsOf = ({ alerting }: Pick<NotifiableReport, 'alerting'>): readonly number[] =>
  [...(alerting.earlierSince ?? []), alerting.since].toReversed()

/**
 * Returns whom the newest alert of a report has reached, or may yet: everybody up to its rung, and who is named beside
 * them. Of a closed report also the supervisors: a digest of the closing may still be on its way behind a newer alert.
 */
export const audiencesReached = ({ state, desk, alerting }: NotifiableReport): readonly Audience[] => {
  const { rung, also } = alerting
  const closing = state === 'closed' ? (['desk-supervisor'] as const) : []
  return toAudiences(desk, [...namesUpTo(rung), ...closing, ...(also ? [also] : [])])
}

/** Returns the report if no channel has accepted its newest alert yet. */
export const pendingAlertOf = (report: Report): NotifiableReport | undefined =>
  isNotifiable(report) && report.alerting.sentAt === undefined ? report : undefined

/** True for a report whose desk may have to be notified. */
export const isNotifiable = (report: Report): report is NotifiableReport =>
  isOpenable(report) || report.state === 'withdrawn'

/**
 * Returns who receives the pending alert. While nobody has answered, it is every audience of the alert's rung. It is
 * the desk's officers alone once somebody has answered, and for an alert that comes while the rung's deadline still
 * runs: no reporter can make everybody's telephone ring again. A closing is for the supervisors of the desk.
 */
export const audiencesOfPending = (report: NotifiableReport): readonly Audience[] => {
  const { desk, alerting } = report
  if (alerting.kind === 'closing') return toAudiences(desk, ['desk-supervisor'])
  const isWide = isOwned(report) && isUnanswered(report) && alerting.actBy === undefined
  return toAudiences(desk, [...namesUpTo(isWide ? alerting.rung : 1), ...(alerting.also ? [alerting.also] : [])])
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
 * True when the alert could not be sent before the deadline of its rung, or when it could reach nobody of some
 * audience. The next rung then goes out instead of a retry.
 */
export const isDeadlineMissed = (report: NotifiableReport, now: Date): boolean => {
  // Whoever noted the failure may have a clock that is ahead of this one.
  if (failedAtOf(report) !== undefined) return true
  const { actBy } = report.alerting
  if (!isOwned(report) || !isUnanswered(report)) return false
  return (actBy !== undefined && actBy <= now.toISOString()) || isWithoutOutcome(report, now)
}

/** True for an alert of which digests were made for as long as its rung gives the desk, and no channel took one. */
export const isWithoutOutcome = ({ grade, alerting }: NotifiableReport, now: Date): boolean => {
  const { sentAt, firstQueuedAt, rung } = alerting
  if (sentAt !== undefined || firstQueuedAt === undefined) return false
  return minutesAfter(new Date(firstQueuedAt), minutesToAnswer(grade, rung)) <= now.toISOString()
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

/**
 * Returns by when the desk must act on the pending alert if it is sent now, ISO 8601 UTC: never later than before that
 * alert. An officer who has the report keeps the deadline that the officer has.
 */
export const actByOf = (report: NotifiableReport, now: Date): string => {
  const { grade, alerting } = report
  if (report.state === 'withdrawn') return now.toISOString()
  if (report.state === 'closed') return minutesAfter(now, policy.acknowledgedMinutes)
  const answerBy = minutesAfter(now, minutesToAnswer(grade, alerting.rung))
  if (report.state !== 'acknowledged') return earliest(answerBy, alerting.actBy)
  return alerting.actBy ?? (isUnanswered(report) ? answerBy : minutesAfter(now, policy.reminderMinutes))
}

/**
 * Returns the instant that the words of the pending alert name: by when to act or, for a withdrawal to decide, to
 * decide.
 */
export const wordedBy = (report: NotifiableReport, now: Date): string => {
  const isToDecide = report.state === 'acknowledged' || report.state === 'closed'
  if (isToDecide && report.alerting.kind === 'withdrawal' && isWithdrawn(report)) return report.withdrawal.dueAt
  return actByOf(report, now)
}
