import { type Change, change, logged, type Maker } from './change.ts'
import { withOfficer } from './next-alert.ts'
import type { SealedNote } from './officer-changes.ts'
import { without } from './record.ts'
import type { ReportIn, Supplement } from './report.ts'
import { hasUnreadSupplements, type OpenableReport, shelvesOf, supplementsOf } from './report-states.ts'
import { shelvesIn, withSupplement } from './shelves.ts'

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
 * nothing else. The officer's own words are a sealed note.
 */
export const recordOpening = <Kind extends OpenableReport>(
  report: Kind,
  { reason, sealed: { noteId, note } }: { readonly reason: OpeningReason; readonly sealed: SealedNote },
  maker: Maker,
): Change<Kind> => {
  const { desk } = report
  const { next, beside } = withSupplement(report, [noteId, note])
  return change(next, logged('report.opened', maker, { desk, reason, noteId }), beside)
}

/** What an opening showed to an officer. */
export interface Shown {
  /** The ids of supplements. */
  readonly supplements: readonly string[]
  /** Shelves by the `seq` at which they were filled: every text of them was shown. */
  readonly shelves: readonly number[]
}

const withRead = (report: OpenableReport, read: Shown): OpenableReport => {
  if (report.supplements === undefined) return report
  const supplements = supplementsOf(report).map(([id, supplement]): [string, Supplement] => [
    id,
    read.supplements.includes(id) ? without(supplement, 'isUnread') : supplement,
  ])
  const shelves = shelvesOf(report).map((shelf) =>
    read.shelves.includes(shelf.filledSeq) ? without(shelf, 'isUnread') : shelf,
  )
  return { ...report, supplements: Object.fromEntries(supplements), ...(report.shelves && { shelves }) }
}

/** Marks an acknowledged report as answered: nothing in it is unread, and a reminder is due in a day. */
const asAnswered = (report: ReportIn<'acknowledged'>, now: Date): ReportIn<'acknowledged'> => ({
  ...without(report, 'unreadSince', 'handover'),
  ...withOfficer(report, now),
})

/**
 * Marks the report, and what else an opening showed, as read by its desk. A supplement that was put on a shelf
 * meanwhile stays unread with it. It is stored after the texts were opened, so
 * an opening that fails reads nothing. An acknowledged report that has nothing unread left counts as answered.
 */
export const markRead = (report: OpenableReport, shown: Shown, maker: Maker): Change<OpenableReport> => {
  const unreadShelves = shelvesOf(report).filter(({ isUnread }) => isUnread)
  const readShelves = unreadShelves.filter(({ filledSeq }) => shown.shelves.includes(filledSeq))
  const read = {
    supplements: shown.supplements.filter((id) => report.supplements?.[id]?.isUnread),
    shelves: readShelves.map(({ filledSeq }) => filledSeq),
  }
  const next = { ...withRead(report, read), readAt: report.readAt ?? maker.now.toISOString() }
  const isAnswered = next.state === 'acknowledged' && !hasUnreadSupplements(next)
  return change(
    isAnswered ? asAnswered(next, maker.now) : next,
    logged('report.read', maker, { desk: report.desk, supplements: read.supplements, ...shelvesIn(readShelves) }),
  )
}
