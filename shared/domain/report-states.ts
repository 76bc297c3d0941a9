import {
  largestSupplementCounts,
  type Readable,
  type Report,
  type ReportIn,
  type Supplement,
  unrouted,
} from './report.ts'

/** A report that a desk owns and has not closed. */
export type OwnedReport = ReportIn<'routed' | 'alerted' | 'acknowledged'>

/** A report whose text its desk can open. */
export type OpenableReport = OwnedReport | ReportIn<'closed'>

/** A report that its reporter may still add to. */
export type AddableReport = ReportIn<'received'> | OpenableReport

/** A report that a desk owns, or owned. */
export type DeskReport = Exclude<Report, { readonly state: 'received' }>

/** True from the moment a desk owns a report until it is closed or withdrawn. */
export const isOwned = (report: Report): report is OwnedReport =>
  report.state === 'routed' || report.state === 'alerted' || report.state === 'acknowledged'

/** True for a report that the officers of its desk may open. */
export const isOpenable = (report: Report): report is OpenableReport => isOwned(report) || report.state === 'closed'

/** True until a report is erased or withdrawn. */
export const isAddable = (report: Report): report is AddableReport => report.state === 'received' || isOpenable(report)

/** Returns the additions and notes of a report, in no order; none once its text is erased. */
export const supplementsOf = (
  report: Pick<Readable, 'supplements'> | Report,
): ReadonlyArray<readonly [id: string, Supplement]> =>
  'supplements' in report ? Object.entries(report.supplements ?? {}) : []

/** True while an addition waits for route-report to re-address it to the desk. */
export const hasUnroutedSupplements = (report: Pick<Readable, 'supplements'> | Report): boolean =>
  supplementsOf(report).some(([, { desk }]) => desk === unrouted)

/** True while no opening has shown some addition that reached the desk. */
export const hasUnreadSupplements = (report: Pick<Readable, 'supplements'> | Report): boolean =>
  supplementsOf(report).some(([, { isUnread }]) => isUnread)

/**
 * True while nobody has answered: no officer took the report, or an addition that came after the acknowledgement is
 * unread. An alert whose time is up then goes wider.
 */
export const isUnanswered = (report: OwnedReport): boolean =>
  report.state !== 'acknowledged' || report.unreadSince !== undefined

/** True when a report takes no more supplements of a use. @see largestSupplementCounts */
export const isFullOf = (use: keyof typeof largestSupplementCounts, report: AddableReport): boolean => {
  const kind = use === 'addition' ? 'addition' : 'note'
  return (
    supplementsOf(report).filter(([, supplement]) => supplement.kind === kind).length >= largestSupplementCounts[use]
  )
}

/** Returns the id of every sealed text that a report holds the key of: its own, and those of its supplements. */
export const textIdsOf = (report: AddableReport): readonly string[] => [
  report.textId,
  ...supplementsOf(report).map(([id]) => id),
]
