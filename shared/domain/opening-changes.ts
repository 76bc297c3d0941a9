import { type Change, logged, type Maker } from './change.ts'
import { dueSoon } from './due-times.ts'
import type { SealedNote } from './officer-changes.ts'
import { minutesAfter, policy } from './policy.ts'
import { without } from './record.ts'
import type { ReportIn, Supplement } from './report.ts'
import { hasUnreadSupplements, hasUnroutedSupplements, type OpenableReport, supplementsOf } from './report-states.ts'

/** Why an officer opens a report. */
export const openingReasons = [
  'first-assessment',
  'investigation',
  'news-from-reporter',
  'supervision',
  'handover',
  'disclosure',
] as const

/** One of the reasons. */
export type OpeningReason = (typeof openingReasons)[number]

/**
 * Records that an officer is about to read the report, and why. It is stored before anything is opened, and changes
 * nothing else. The officer's own words are a sealed note; there is none where the report holds as many as it can.
 */
export const recordOpening = <Kind extends OpenableReport>(
  report: Kind,
  { reason, sealed }: { readonly reason: OpeningReason; readonly sealed?: SealedNote | undefined },
  maker: Maker,
): Change<Kind> => {
  const { desk } = report
  if (sealed === undefined) {
    return { next: report, entry: logged('report.opened', maker, { desk, reason, noteKept: false }) }
  }
  const { noteId, note } = sealed
  return {
    next: { ...report, supplements: { ...report.supplements, [noteId]: note } },
    entry: logged('report.opened', maker, { desk, reason, noteId }),
  }
}

const withRead = (report: OpenableReport, read: readonly string[]): OpenableReport => {
  if (report.supplements === undefined) return report
  const supplements = supplementsOf(report).map(([id, supplement]): [string, Supplement] => [
    id,
    read.includes(id) ? without(supplement, 'isUnread') : supplement,
  ])
  return { ...report, supplements: Object.fromEntries(supplements) }
}

/**
 * Marks an acknowledged report as answered: nothing in it is unread, and a reminder is due in a day. A withdrawal of
 * which the desk is still to be notified stays pending.
 */
const asAnswered = (report: ReportIn<'acknowledged'>, now: Date): ReportIn<'acknowledged'> => {
  const answered = without(report, 'unreadSince')
  const actBy = minutesAfter(now, policy.acknowledgedMinutes)
  const { kind, sentAt } = report.alerting
  if (kind === 'withdrawal' && sentAt === undefined) {
    return { ...answered, alerting: { ...report.alerting, actBy }, dueAt: dueSoon(report, now) }
  }
  const alerting = { ...report.alerting, sentAt: sentAt ?? now.toISOString(), actBy }
  return { ...answered, alerting, dueAt: hasUnroutedSupplements(report) ? dueSoon(report, now) : actBy }
}

/**
 * Marks what an opening showed as read. It is stored after the texts were opened, so an opening that fails reads
 * nothing. An acknowledged report that has nothing unread left counts as answered.
 *
 * @param shown - the ids of the supplements whose text the officer was shown
 */
export const markRead = (report: OpenableReport, shown: readonly string[], maker: Maker): Change<OpenableReport> => {
  const read = shown.filter((id) => report.supplements?.[id]?.isUnread)
  const next = withRead(report, read)
  const isAnswered = next.state === 'acknowledged' && !hasUnreadSupplements(next)
  return {
    next: isAnswered ? asAnswered(next, maker.now) : next,
    entry: logged('report.read', maker, { desk: report.desk, supplements: read }),
  }
}
