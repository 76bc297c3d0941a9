import { type Change, change, logged, type Maker } from './change.ts'
import { withOfficer } from './next-alert.ts'
import type { SealedNote } from './officer-changes.ts'
import { without } from './record.ts'
import type { ReportIn, Supplement } from './report.ts'
import { hasUnreadSupplements, type OpenableReport, supplementsOf } from './report-states.ts'

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
  const handled = { ...report, handledAt: report.handledAt ?? maker.now.toISOString() }
  if (sealed === undefined) return change(handled, logged('report.opened', maker, { desk, reason, noteKept: false }))
  const { noteId, note } = sealed
  return change(
    { ...handled, supplements: { ...report.supplements, [noteId]: note } },
    logged('report.opened', maker, { desk, reason, noteId }),
  )
}

const withRead = (report: OpenableReport, read: readonly string[]): OpenableReport => {
  if (report.supplements === undefined) return report
  const supplements = supplementsOf(report).map(([id, supplement]): [string, Supplement] => [
    id,
    read.includes(id) ? without(supplement, 'isUnread') : supplement,
  ])
  return { ...report, supplements: Object.fromEntries(supplements) }
}

/** Marks an acknowledged report as answered: nothing in it is unread, and a reminder is due in a day. */
const asAnswered = (report: ReportIn<'acknowledged'>, now: Date): ReportIn<'acknowledged'> => ({
  ...without(report, 'unreadSince', 'handover'),
  ...withOfficer(report, now),
})

/**
 * Marks the report, and what else an opening showed, as read by its desk. It is stored after the texts were opened, so
 * an opening that fails reads nothing. An acknowledged report that has nothing unread left counts as answered.
 *
 * @param shown - the ids of the supplements whose text the officer was shown
 */
export const markRead = (report: OpenableReport, shown: readonly string[], maker: Maker): Change<OpenableReport> => {
  const read = shown.filter((id) => report.supplements?.[id]?.isUnread)
  const next = { ...withRead(report, read), readAt: report.readAt ?? maker.now.toISOString() }
  const isAnswered = next.state === 'acknowledged' && !hasUnreadSupplements(next)
  return change(
    isAnswered ? asAnswered(next, maker.now) : next,
    logged('report.read', maker, { desk: report.desk, supplements: read }),
  )
}
