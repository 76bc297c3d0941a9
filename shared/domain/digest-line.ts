import type { DigestLine } from './digest.ts'
import { isDrill } from './drill.ts'
import { actByOf, type NotifiableReport, pendingAlertOf, wordedBy } from './ladder.ts'
import type { Report, ReportIn } from './report.ts'

const toLine = (report: Exclude<Report, ReportIn<'received'>>, actBy: string): DigestLine => {
  const { reportId, grade, alerting } = report
  const line = { reportId, grade, rung: alerting.rung, actBy }
  return isDrill(report) ? { ...line, isDrill: true } : line
}

/** Returns what a digest that is made now says of a pending alert. */
export const pendingLineOf = (report: NotifiableReport, now: Date): DigestLine => toLine(report, wordedBy(report, now))

/**
 * Returns what an on-call engine hears of one report of a digest. The alert may have been queued, sent or replaced
 * since the digest was made.
 *
 * @param at - when the digest was made, ISO 8601 UTC
 */
export const lineInDigest = (report: Report, { at, now }: { readonly at: string; readonly now: Date }): DigestLine => {
  if (report.state === 'received') return { reportId: report.reportId, grade: 'immediate', rung: 1, actBy: at }
  const { queued, actBy } = report.alerting
  const pending = pendingAlertOf(report)
  return toLine(report, queued?.actBy ?? actBy ?? (pending === undefined ? at : actByOf(pending, now)))
}
