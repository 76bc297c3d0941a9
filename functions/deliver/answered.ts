import type { Report } from '../../shared/domain/report.ts'

/**
 * True when an officer acknowledged or closed the report after an instant, or when its text is erased: what comes then
 * has its own digests.
 */
export const isAnsweredSince = (report: Report, at: string): boolean => {
  if (report.state === 'closed') return report.closedAt > at
  if (report.state === 'withdrawn') return report.withdrawnAt > at
  return report.state === 'erased' || (report.state === 'acknowledged' && report.acknowledgedAt > at)
}
