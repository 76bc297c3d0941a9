import { toGrade } from './grade.ts'
import { minutesAfter, policy } from './policy.ts'
import {
  ownedStates,
  type Readable,
  type Report,
  type ReportIn,
  type Shelf,
  type Supplement,
  unrouted,
  type Withdrawal,
} from './report.ts'

/** A report that a desk owns and has not closed. */
export type OwnedReport = ReportIn<(typeof ownedStates)[number]>

/** A report whose text its desk can open. */
export type OpenableReport = OwnedReport | ReportIn<'closed'>

/** A report that its reporter may still add to. */
export type AddableReport = ReportIn<'received'> | OpenableReport

/** A report that a desk owns, or owned. */
export type DeskReport = Exclude<Report, { readonly state: 'received' }>

/** True from the moment a desk owns a report until it is closed or withdrawn. */
export const isOwned = (report: Report): report is OwnedReport => ownedStates.some((state) => state === report.state)

/** True for a report that the officers of its desk may open. */
export const isOpenable = (report: Report): report is OpenableReport => isOwned(report) || report.state === 'closed'

/** True until a report is erased or withdrawn. */
export const isAddable = (report: Report): report is AddableReport => report.state === 'received' || isOpenable(report)

/** True from the moment a desk owns a report, whatever became of it. */
export const isOfDesk = (report: Report): report is DeskReport => report.state !== 'received'

/** True until an opening has shown the report's own text to the desk that has it. */
export const isUnread = (report: OwnedReport | ReportIn<'closed'>): boolean => report.readAt === undefined

/** A report with a withdrawal that nobody has decided yet. */
export type WithdrawnByReporter = OpenableReport & { readonly withdrawal: Withdrawal }

/** True while a reporter's withdrawal waits for its time or for an officer's decision. */
export const isWithdrawn = <Kind extends Report>(report: Kind): report is Kind & { readonly withdrawal: Withdrawal } =>
  'withdrawal' in report && report.withdrawal !== undefined && report.withdrawal.kept === undefined

/** True for a report that is graded immediate now, or was when it was routed: lowering a grade does not hide it. */
export const isImmediate = ({ grade, decision }: OwnedReport | ReportIn<'closed'>): boolean =>
  [grade, decision.grade].some((each) => toGrade(each) === 'immediate')

/**
 * True for a report that its reporter still wants: false from the withdrawal on, unless an officer decided to keep it,
 * and once its text is erased.
 */
export const isStandingReport = ({
  state,
  withdrawal,
}: {
  readonly state: unknown
  readonly withdrawal: Withdrawal | undefined
}): boolean =>
  state !== 'withdrawn' && state !== 'erased' && (withdrawal === undefined || withdrawal.kept !== undefined)

/**
 * True for a report whose withdrawal takes effect by itself: an adult's, which no officer ever did anything with,
 * which was never graded immediate, which nobody holds, which its reporter added nothing to since the withdrawal, and
 * of which no earlier withdrawal was undone. Whoever withdraws any other report may not be who wrote it, so an
 * officer decides.
 */
export const erasesItself = (report: WithdrawnByReporter): boolean =>
  (report.state === 'routed' || report.state === 'alerted') &&
  report.decision.ageGroup === 'adult' &&
  report.handledAt === undefined &&
  report.wishUndoneAt === undefined &&
  !isImmediate(report) &&
  report.heldBy === undefined &&
  !hasAdditionSince(report, minutesAfter(new Date(report.withdrawal.requestedAt), -policy.clockMinutes))

const hasAdditionSince = (report: OpenableReport, since: string): boolean =>
  supplementsOf(report).some(([, { kind, at }]) => kind === 'addition' && at >= since) ||
  shelvesOf(report).some(({ newestAdditionAt }) => newestAdditionAt !== undefined && newestAdditionAt >= since)

/** What of a report says which supplements it has. */
export type Supplemented = Pick<Readable, 'supplements' | 'shelves'> | Report

/** Returns the shelves of a report, the oldest first; none once its text is erased. */
export const shelvesOf = (report: Supplemented): readonly Shelf[] => ('shelves' in report ? (report.shelves ?? []) : [])

/**
 * Returns the additions and notes that a report's item holds, in no order; none once its text is erased. Older ones may
 * stand on shelves.
 */
export const supplementsOf = (report: Supplemented): ReadonlyArray<readonly [id: string, Supplement]> =>
  'supplements' in report ? Object.entries(report.supplements ?? {}) : []

/** True while an addition waits for route-report to re-address it to the desk. */
export const hasUnroutedSupplements = (report: Supplemented): boolean =>
  supplementsOf(report).some(([, { desk }]) => desk === unrouted) ||
  shelvesOf(report).some(({ desk }) => desk === unrouted)

/** True while the desk has not read some addition, whether or not it has reached the desk. */
export const hasNews = (report: Supplemented): boolean => hasUnroutedSupplements(report) || hasUnreadSupplements(report)

/** True while no opening has shown some addition that reached the desk. */
export const hasUnreadSupplements = (report: Supplemented): boolean =>
  supplementsOf(report).some(([, { isUnread }]) => isUnread) || shelvesOf(report).some(({ isUnread }) => isUnread)

/**
 * True while nobody has answered: no officer acknowledged the report, or its text or an addition to it is unread. An
 * alert whose time is up then goes wider.
 */
export const isUnanswered = (report: OwnedReport): boolean =>
  report.state !== 'acknowledged' || isUnread(report) || report.unreadSince !== undefined

/** Returns how many additions or notes a report has, wherever their keys stand. */
export const countSupplements = (report: Supplemented, kind: Supplement['kind']): number => {
  const held = supplementsOf(report).filter(([, supplement]) => supplement.kind === kind).length
  return shelvesOf(report).reduce((sum, { additions, notes }) => sum + (kind === 'note' ? notes : additions), held)
}

/**
 * Returns the id of every sealed text that a report's item holds the key of: its own, and those of its newest
 * supplements.
 */
export const textIdsOf = (report: AddableReport): readonly string[] => [
  report.textId,
  ...supplementsOf(report).map(([id]) => id),
]
