import { isOfAlert, isOfRung, markAlerted, markFailed } from '../domain/alert-changes.ts'
import type { Change } from '../domain/change.ts'
import type { Digest } from '../domain/digest.ts'
import { type NotifiableReport, pendingAlertOf } from '../domain/ladder.ts'
import type { Report } from '../domain/report.ts'
import { isOpenable, isOwned, isUnanswered } from '../domain/report-states.ts'
import { type Log, withLogFields } from '../lambda/log.ts'
import type { ReportStore } from '../ports/report-store.ts'
import { advance } from './advance.ts'
import { sideBySide } from './side-by-side.ts'

/** What marking alerts needs. */
export interface MarkingDeps {
  readonly reports: ReportStore
  readonly now: () => Date
  readonly log: Log
}

/** Returns the report while the alert that a digest is about is still its newest one. */
export const alertOf = (report: Report, { digestId }: Pick<Digest, 'digestId'>): NotifiableReport | undefined =>
  (isOpenable(report) || report.state === 'withdrawn') && isOfAlert(report, digestId) ? report : undefined

/** Returns the report while a digest is of its newest alert, or of one of the same rung before it. */
const rungOf = (report: Report, { digestId }: Pick<Digest, 'digestId'>): NotifiableReport | undefined =>
  (isOpenable(report) || report.state === 'withdrawn') && isOfRung(report, digestId) ? report : undefined

/** True for an alert that no mark says a digest of: notify-team may be about to make it. */
const isUnmarked = (report: Report): boolean => {
  const pending = pendingAlertOf(report)
  return pending !== undefined && pending.alerting.queued === undefined
}

/** An alert that was sent matters only while nobody has answered: else there is no next rung to go to. */
const canFail = (report: NotifiableReport): boolean =>
  report.alerting.failedAt === undefined &&
  (report.alerting.sentAt === undefined || (isOwned(report) && isUnanswered(report)))

type Mark = (report: NotifiableReport, now: Date) => Change<NotifiableReport> | undefined

const marks = {
  sent: (report, now) => (report.alerting.sentAt === undefined ? markAlerted(report, now) : undefined),
  failed: (report, now) => (canFail(report) ? markFailed(report, now) : undefined),
} as const satisfies Readonly<Record<string, Mark>>

/**
 * Marks the alert of each report of a digest as sent, or as failed, unless it is marked so already or another alert has
 * taken its place.
 *
 * @returns how many reports have an alert that is not marked as queued yet. Either notify-team is about to, and the
 *   caller comes again; or it is another alert
 * @throws Error when a report could not be marked; marking again is harmless
 */
export const markAlerts = async (
  { reports, now, log }: MarkingDeps,
  digest: Pick<Digest, 'digestId' | 'reportIds'>,
  outcome: keyof typeof marks,
): Promise<number> => {
  const unmarked = new Set<string>()
  const failed = await sideBySide(digest.reportIds, (reportId) =>
    withLogFields({ reportId }, async () => {
      const marked = await advance(reports, reportId, async (report) => {
        const alerted = outcome === 'failed' ? rungOf(report, digest) : alertOf(report, digest)
        if (alerted === undefined && isUnmarked(report)) unmarked.add(reportId)
        const change = alerted && marks[outcome](alerted, now())
        return change && { change }
      })
      if (typeof marked !== 'string') log.event(marked.change.entry.what, alertFields(marked.change.next))
    }),
  )
  if (failed.length > 0) throw new Error(`${failed.length} alerts could not be marked`, { cause: failed[0]?.error })
  return unmarked.size
}

const alertFields = ({ desk, alerting: { kind, rung, actBy } }: NotifiableReport) => ({ desk, kind, rung, actBy })
