import { isOfAlert, markAlerted, markFailed } from '../domain/alert-changes.ts'
import type { Change } from '../domain/change.ts'
import type { Digest } from '../domain/digest.ts'
import type { NotifiableReport } from '../domain/ladder.ts'
import type { Report } from '../domain/report.ts'
import { isOwned } from '../domain/report-states.ts'
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
export const alertOf = (report: Report, { at }: Pick<Digest, 'at'>): NotifiableReport | undefined =>
  (isOwned(report) || report.state === 'withdrawn') && isOfAlert(report, at) ? report : undefined

type Mark = (report: NotifiableReport, now: Date) => Change<NotifiableReport> | undefined

const marks = {
  sent: (report, now) => (report.alerting.sentAt === undefined ? markAlerted(report, now) : undefined),
  failed: (report, now) => (report.alerting.failedAt === undefined ? markFailed(report, now) : undefined),
} as const satisfies Readonly<Record<string, Mark>>

/**
 * Marks the alert of each report of a digest as sent, or as failed, unless it is marked so already or another alert has
 * taken its place.
 *
 * @throws Error when a report could not be marked; marking again is harmless
 */
export const markAlerts = async (
  { reports, now, log }: MarkingDeps,
  digest: Pick<Digest, 'at' | 'reportIds'>,
  outcome: keyof typeof marks,
): Promise<void> => {
  const failed = await sideBySide(digest.reportIds, (reportId) =>
    withLogFields({ reportId }, async () => {
      const marked = await advance(reports, reportId, async (report) => {
        const alerted = alertOf(report, digest)
        const change = alerted && marks[outcome](alerted, now())
        return change && { change }
      })
      if (typeof marked !== 'string') log.event(marked.change.entry.what, alertFields(marked.change.next))
    }),
  )
  if (failed.length > 0) throw new Error(`${failed.length} alerts could not be marked`, { cause: failed[0]?.error })
}

const alertFields = ({ desk, alerting: { kind, rung, actBy } }: NotifiableReport) => ({ desk, kind, rung, actBy })
