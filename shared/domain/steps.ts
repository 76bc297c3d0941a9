import type { AlertKind } from './alert.ts'
import type { Desk } from './desk.ts'
import type { NewLogEntry } from './log.ts'
import { minutesAfter, minutesToAcknowledge, policy } from './policy.ts'
import type { Report, ReportIn } from './report.ts'
import type { RouteDecision } from './route.ts'

/** One change of a report: what it becomes, and the log entry that is written in the same conditional update. */
export interface Step<Next extends Report = Report> {
  readonly next: Next
  readonly entry: NewLogEntry
}

const redriveAt = (now: Date) => minutesAfter(now, policy.redriveMinutes)

/** Received to routed: the desk owns it, and its first alert is to be sent. `wrappedKey` is already re-addressed to that desk. */
export const markRouted = (
  report: ReportIn<'received'>,
  decision: RouteDecision,
  wrappedKey: Uint8Array,
  now: Date,
): Step<ReportIn<'routed'>> => ({
  next: {
    ...report,
    state: 'routed',
    wrappedKey,
    desk: decision.desk,
    grade: decision.grade,
    decision,
    alerting: { kind: 'new', step: 1 },
    dueAt: redriveAt(now),
  },
  entry: {
    at: now.toISOString(),
    who: 'route-report',
    what: 'report.routed',
    facts: {
      desk: decision.desk,
      grade: decision.grade,
      reasons: decision.reasons,
      ruleId: decision.ruleId,
      routingVersion: decision.routingVersion,
    },
  },
})

/** A report that has an owner and may have an alert to send. */
export type OwnedReport = ReportIn<'routed' | 'alerted' | 'acknowledged'>

/** True from the moment a desk owns a report until it is closed or withdrawn. */
export const isOwned = (report: Report): report is OwnedReport =>
  report.state === 'routed' || report.state === 'alerted' || report.state === 'acknowledged'

/** True while an alert waits to be taken by SNS. */
export const isAlertPending = (report: OwnedReport): boolean => report.alerting.sentAt === undefined

const minutesToAct = (report: OwnedReport): number => {
  if (report.state !== 'acknowledged') return minutesToAcknowledge(report.grade, report.alerting.step)
  return report.alerting.kind === 'reminder' ? policy.reminderMinutes : policy.acknowledgedMinutes
}

/** Gives the instant by which the desk must act on the pending alert, if it is sent now. ISO 8601 UTC. */
export const actByOf = (report: OwnedReport, now: Date): string => minutesAfter(now, minutesToAct(report))

/** The pending alert was taken by SNS: routed becomes alerted, and `dueAt` is when the desk must have acted. */
export const markAlerted = (report: OwnedReport, now: Date): Step<ReportIn<'alerted' | 'acknowledged'>> => {
  const sent = { alerting: { ...report.alerting, sentAt: now.toISOString() }, dueAt: actByOf(report, now) }
  const { kind, step } = report.alerting
  return {
    next: report.state === 'acknowledged' ? { ...report, ...sent } : { ...report, ...sent, state: 'alerted' },
    entry: { at: now.toISOString(), who: 'notify-team', what: 'alert.sent', facts: { desk: report.desk, kind, step } },
  }
}

/** What to do for a report whose `dueAt` has passed: the change, and the queue that must hear of it once it is stored. */
export interface DueStep {
  readonly step: Step
  readonly sendTo: 'routing' | Desk
}

const watched = (now: Date, what: string, facts: NewLogEntry['facts']): NewLogEntry => ({
  at: now.toISOString(),
  who: 'watch-deadlines',
  what,
  facts,
})

const withNextAlert = (report: OwnedReport, kind: AlertKind, what: string, now: Date): DueStep => {
  const step = report.alerting.step + 1
  return {
    step: {
      next: { ...report, alerting: { kind, step }, dueAt: redriveAt(now) },
      entry: watched(now, what, { desk: report.desk, step }),
    },
    sendTo: report.desk,
  }
}

/**
 * Decides what a due report needs: received is sent to the routing queue again, an alert that was not taken is sent to its desk
 * queue again, an alert that nobody acknowledged escalates by one step (without end), an acknowledged report is reminded of.
 *
 * @returns undefined when nothing is due: a stale index entry, or a state that has no due time
 */
export const decideDue = (report: Report, now: Date): DueStep | undefined => {
  if (!('dueAt' in report) || report.dueAt === undefined || report.dueAt > now.toISOString()) return undefined
  if (report.state === 'received') {
    const next = { ...report, dueAt: redriveAt(now) }
    return { step: { next, entry: watched(now, 'routing.resent', {}) }, sendTo: 'routing' }
  }
  if (!isOwned(report)) return undefined
  if (isAlertPending(report)) {
    const next = { ...report, dueAt: redriveAt(now) }
    const entry = watched(now, 'alert.resent', { desk: report.desk, step: report.alerting.step })
    return { step: { next, entry }, sendTo: report.desk }
  }
  if (report.state === 'acknowledged') return withNextAlert(report, 'reminder', 'officer.reminded', now)
  return withNextAlert(report, 'escalation', 'report.escalated', now)
}
