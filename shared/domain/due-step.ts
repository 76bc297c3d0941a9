import type { AlertKind } from './alert.ts'
import type { Desk } from './desk.ts'
import type { NewLogEntry } from './log.ts'
import { minutesAfter, policy } from './policy.ts'
import type { Report, ReportIn } from './report.ts'
import {
  hasUnroutedParts,
  isOverdueNews,
  isOwned,
  type OwnedReport,
  pendingAlertOf,
  redriveAt,
  type Step,
} from './steps.ts'

/** What to do for a report whose `dueAt` has passed: the change, and the queue that must hear of it once it is stored, if any. */
export interface DueStep {
  readonly step: Step
  readonly sendTo: 'routing' | Desk | 'nobody'
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

const withResentRouting = (report: OwnedReport | ReportIn<'received' | 'closed'>, now: Date): DueStep => {
  const next = { ...report, dueAt: redriveAt(now) }
  return { step: { next, entry: watched(now, 'routing.resent', {}) }, sendTo: 'routing' }
}

const decideOwned = (report: OwnedReport, now: Date): DueStep => {
  const mustHaveActed = report.alerting.actBy ?? report.dueAt
  if (mustHaveActed > now.toISOString()) {
    if (hasUnroutedParts(report)) return withResentRouting(report, now)
    const entry = watched(now, 'deadline.kept', { until: mustHaveActed })
    return { step: { next: { ...report, dueAt: mustHaveActed }, entry }, sendTo: 'nobody' }
  }
  if (report.state !== 'acknowledged') return withNextAlert(report, 'escalation', 'report.escalated', now)
  if (report.unreadSince !== undefined) return withNextAlert(report, 'addition', 'addition.escalated', now)
  return withNextAlert(report, 'reminder', 'officer.reminded', now)
}

const newestNewsAt = (report: ReportIn<'closed'>): string =>
  Object.values(report.parts ?? {}).reduce((newest, { at }) => (at > newest ? at : newest), report.closedAt)

/** Closed and at its erase date: the text and every part become unreadable at once; what stays is a tombstone without text. */
const decideErasure = (report: ReportIn<'closed'>, now: Date): DueStep | undefined => {
  if (report.heldBy !== undefined) return undefined
  const quietAt = minutesAfter(new Date(newestNewsAt(report)), policy.quietBeforeErasureMinutes)
  if (quietAt > now.toISOString()) {
    const entry = watched(now, 'erasure.postponed', { until: quietAt })
    return { step: { next: { ...report, dueAt: quietAt }, entry }, sendTo: 'nobody' }
  }
  const { wrappedKey: _wrappedKey, textId: _textId, parts: _parts, withdrawalRequestedAt: _asked, ...erased } = report
  const { dueAt: _dueAt, heldBy: _heldBy, ...tombstone } = erased
  return {
    step: { next: { ...tombstone, state: 'erased' }, entry: watched(now, 'report.erased', {}) },
    sendTo: 'nobody',
  }
}

/**
 * Decides what a due report needs: received, or added to, is sent to the routing queue again; an alert that was not taken is sent to
 * its desk queue again, unless it is news whose deadline has passed; a report that nobody acknowledged, and an addition that nobody
 * read, escalates by one step (without end); any other acknowledged report is reminded of; a closed one is erased.
 *
 * @returns undefined when nothing is due: a stale index entry, or a state that has no due time
 */
export const decideDue = (report: Report, now: Date): DueStep | undefined => {
  if (!('dueAt' in report) || report.dueAt === undefined || report.dueAt > now.toISOString()) return undefined
  const pending = pendingAlertOf(report)
  if (pending !== undefined && !isOverdueNews(pending, now)) {
    const { desk, alerting } = pending
    const entry = watched(now, 'alert.resent', { desk, step: alerting.step })
    return { step: { next: { ...pending, dueAt: redriveAt(now) }, entry }, sendTo: desk }
  }
  if (isOwned(report)) return decideOwned(report, now)
  if (report.state === 'received') return withResentRouting(report, now)
  if (report.state !== 'closed') return undefined
  return hasUnroutedParts(report) ? withResentRouting(report, now) : decideErasure(report, now)
}
