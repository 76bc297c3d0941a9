import { dueSoon, redriveAt } from './due-times.ts'
import { without } from './record.ts'
import type { ReportIn } from './report.ts'
import { hasUnroutedSupplements } from './report-states.ts'

/**
 * Sets when a closed report is due: within a minute if it has an unrouted addition or an alert to send; else when its
 * text is erased, unless somebody holds it.
 */
export const withErasureDue = (
  report: Omit<ReportIn<'closed'>, 'dueAt'> & { readonly dueAt?: string },
  now: Date,
): ReportIn<'closed'> => {
  if (hasUnroutedSupplements(report)) return { ...report, dueAt: dueSoon(report, now) }
  if (report.alerting.sentAt === undefined) return { ...report, dueAt: redriveAt(now) }
  const closed = without(report, 'dueAt')
  return report.heldBy === undefined ? { ...closed, dueAt: report.eraseAt } : closed
}
