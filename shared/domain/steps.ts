import { type Audience, audiencesOf } from './alert.ts'
import type { Desk } from './desk.ts'
import type { NewLogEntry } from './log.ts'
import type { Place } from './place.ts'
import { minutesAfter, minutesToAcknowledge, policy } from './policy.ts'
import type { Part, Readable, Report, ReportIn } from './report.ts'
import type { RouteDecision } from './route.ts'

/** One change of a report: what it becomes, and the log entry that is written in the same conditional update. */
export interface Step<Next extends Report = Report> {
  readonly next: Next
  readonly entry: NewLogEntry
}

/** A report that a desk owns and has not closed. */
export type OwnedReport = ReportIn<'routed' | 'alerted' | 'acknowledged'>

/** A report that has news for its desk, or may have. */
export type TellableReport = OwnedReport | ReportIn<'withdrawn'>

/** Gives when a step that was just asked for is asked for again, ISO 8601 UTC. */
export const redriveAt = (now: Date): string => minutesAfter(now, policy.redriveMinutes)

/** Gives the earliest of some instants, ISO 8601 UTC; what is missing does not count. */
export const earliest = (first: string, ...others: ReadonlyArray<string | undefined>): string =>
  others.reduce<string>((soonest, at) => (at !== undefined && at < soonest ? at : soonest), first)

/** Gives when what waits in a report is asked for again: in a minute, or sooner where it was due sooner. Nothing that comes meanwhile puts it off. */
export const dueSoon = ({ dueAt }: { readonly dueAt?: string }, now: Date): string => earliest(redriveAt(now), dueAt)

/** True from the moment a desk owns a report until it is closed or withdrawn. */
export const isOwned = (report: Report): report is OwnedReport =>
  report.state === 'routed' || report.state === 'alerted' || report.state === 'acknowledged'

/** Gives the report when its desk waits to be told of it: SNS has not taken its newest alert. */
export const pendingAlertOf = (report: Report): TellableReport | undefined =>
  (isOwned(report) || report.state === 'withdrawn') && report.alerting.sentAt === undefined ? report : undefined

/** True while nobody has answered: an alert whose time is up then goes wider. Additions that nobody read need an answer of their own. */
export const isUnanswered = (report: OwnedReport): boolean =>
  report.state !== 'acknowledged' || report.unreadSince !== undefined

/** True while an opening has not given everything that the reporter added and that reached the desk. */
export const hasUnreadParts = ({ parts }: Pick<Readable, 'parts'>): boolean =>
  Object.values(parts ?? {}).some(({ isUnread }) => isUnread)

/**
 * Gives whom the pending alert reaches: everyone of its step, while nobody has answered. Once somebody has, and for news of a step that
 * everyone was told of and whose deadline runs, it is the officers of the desk alone: no reporter can make the others' telephones ring again.
 */
export const audiencesOfPending = (report: TellableReport): readonly Audience[] => {
  const isWide = isOwned(report) && isUnanswered(report) && report.alerting.actBy === undefined
  return audiencesOf(report.desk, isWide ? report.alerting.step : 1)
}

/**
 * True for a report with a pending alert when that has a deadline, which has passed: news of a step that everyone was told of, and that nobody has answered.
 * The next step is due then, and tells everyone; news that can't be sent must not keep them from hearing.
 */
export const isOverdueNews = (report: TellableReport, now: Date): boolean => {
  const { actBy } = report.alerting
  return isOwned(report) && isUnanswered(report) && actBy !== undefined && actBy <= now.toISOString()
}

/** True while a part waits for route-report to re-address it to the desk. */
export const hasUnroutedParts = (report: Report): boolean =>
  'parts' in report && Object.values(report.parts ?? {}).some(({ desk }) => desk === 'unrouted')

/** The keys of a report and its unrouted parts, re-addressed to a desk; parts by their id. */
export interface ReaddressedKeys {
  readonly wrappedKey: Uint8Array
  readonly parts: Readonly<Record<string, Uint8Array>>
}

const withReaddressedParts = (parts: Readable['parts'], keys: ReaddressedKeys['parts'], desk: Desk) => {
  const readdressed = Object.entries(parts ?? {}).map(([id, part]): [string, Part] => {
    const wrappedKey = keys[id]
    return [id, wrappedKey === undefined ? part : { ...part, wrappedKey, desk, isUnread: true }]
  })
  return readdressed.length === 0 ? {} : { parts: Object.fromEntries(readdressed) }
}

const divisionOf = (place: Place) => (place.kind === 'division' ? { division: place.division } : {})

/**
 * Received to routed: the desk owns it, and its first alert is to be sent. The keys are already re-addressed to that desk. A `dueAt` that is
 * still to come stays: it is sooner than a new one, and an index entry that does not move costs nothing.
 */
export const markRouted = (
  report: ReportIn<'received'>,
  decision: RouteDecision,
  keys: ReaddressedKeys,
  now: Date,
): Step<ReportIn<'routed'>> => {
  const { desk, grade, reasons, ruleId, routingVersion } = decision
  return {
    next: {
      ...report,
      ...withReaddressedParts(report.parts, keys.parts, desk),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      desk,
      grade,
      decision,
      alerting: { kind: 'new', step: 1 },
      dueAt: report.dueAt > now.toISOString() ? report.dueAt : redriveAt(now),
    },
    entry: {
      at: now.toISOString(),
      who: 'route-report',
      what: 'report.routed',
      facts: { desk, grade, reasons, ruleId, routingVersion, ...divisionOf(report.facts.place) },
    },
  }
}

const alertedOfNews = (report: OwnedReport): OwnedReport['alerting'] => {
  const { kind, step, sentAt, actBy } = report.alerting
  if (!isUnanswered(report)) {
    const isUntold = kind === 'withdrawal' && sentAt === undefined
    return { kind: isUntold ? kind : 'addition', step: 1 }
  }
  if (sentAt === undefined) return report.alerting
  return { kind: kind === 'escalation' ? kind : 'addition', step, ...(actBy === undefined ? {} : { actBy }) }
}

const withNews = (report: OwnedReport, now: Date): OwnedReport => {
  const alerting = alertedOfNews(report)
  if (report.state !== 'acknowledged') return { ...report, alerting }
  return { ...report, alerting, unreadSince: report.unreadSince ?? now.toISOString() }
}

/**
 * The reporter's additions were re-addressed to the desk, which is to be told: an alert that is not yet sent covers them, a report that
 * nobody has answered keeps its deadline, an acknowledged one starts a ladder that ends when somebody reads them, and a closed one is
 * opened again. What is due sooner stays so: adding again and again keeps nobody from being told.
 */
export const markPartsRouted = (
  report: OwnedReport | ReportIn<'closed'>,
  keys: ReaddressedKeys['parts'],
  now: Date,
): Step<OwnedReport> => {
  const due = { ...withReaddressedParts(report.parts, keys, report.desk), dueAt: dueSoon(report, now) }
  const entry = {
    at: now.toISOString(),
    who: 'route-report',
    what: 'addition.routed',
    facts: { desk: report.desk, parts: Object.keys(keys) },
  }
  if (report.state !== 'closed') return { next: { ...withNews(report, now), ...due }, entry }
  const { outcome: _outcome, closedAt: _closedAt, ...open } = report
  return { next: { ...open, ...due, state: 'routed', alerting: { kind: 'addition', step: 1 } }, entry }
}

const minutesToAct = (report: TellableReport): number => {
  const { grade, alerting } = report
  if (!isOwned(report) || isUnanswered(report)) return minutesToAcknowledge(grade, alerting.step)
  return policy.reminderMinutes
}

/** Gives the instant by which the desk must act on the pending alert, if it is sent now: never later than it had to before. ISO 8601 UTC. */
export const actByOf = (report: TellableReport, now: Date): string =>
  earliest(minutesAfter(now, minutesToAct(report)), report.alerting.actBy)

/** The pending alert was taken by SNS: routed becomes alerted, and `dueAt` is when the desk must have acted. */
export const markAlerted = (report: TellableReport, now: Date): Step<TellableReport> => {
  const actBy = actByOf(report, now)
  const alerting = { ...report.alerting, sentAt: now.toISOString(), actBy }
  const { kind, step } = alerting
  const { desk } = report
  const entry = { at: now.toISOString(), who: 'notify-team', what: 'alert.sent', facts: { desk, kind, step } }
  if (report.state === 'withdrawn') {
    const { dueAt: _dueAt, ...withdrawn } = report
    return { next: { ...withdrawn, alerting }, entry }
  }
  const dueAt = hasUnroutedParts(report) ? dueSoon(report, now) : actBy
  if (report.state === 'acknowledged') return { next: { ...report, alerting, dueAt }, entry }
  return { next: { ...report, state: 'alerted', alerting, dueAt }, entry }
}
