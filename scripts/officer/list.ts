import type { DeskList } from '../../shared/domain/desk-list.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { toDayAndTime, toTimeLeft } from '../../web/duty-console/instants.ts'
import { placeSentence, stateSentence } from '../../web/duty-console/words/names.ts'
import { readPage, type Session } from './session.ts'

/** Which list, and of which desk. */
export interface ListCommand {
  readonly kind: 'list'
  /** @default every desk that the officer serves */
  readonly desk: string | undefined
  readonly state: DeskList
}

/** A report as a list had it, and the instant of that list. */
interface Listed {
  readonly report: ReportView
  /** By Harbour's clock. ISO 8601 UTC. */
  readonly at: string
}

/** Reads a desk's list to its end. A report that moved between two pages is listed once. */
export const readList = async (session: Session, desk: string, state: DeskList): Promise<readonly Listed[]> => {
  const reports = new Map<string, Listed>()
  let cursor: string | undefined
  do {
    const page = await readPage(session, { desk, state, cursor })
    for (const report of page.reports) reports.set(report.reportId, { report, at: page.at })
    cursor = page.next
  } while (cursor !== undefined)
  return [...reports.values()]
}

const timeOf = ({ report: { actBy }, at }: Listed): string =>
  actBy === undefined ? '-' : toTimeLeft(actBy, Date.parse(at))

const flagsOf = (report: ReportView): readonly string[] => [
  ...(report.isDrill ? ['a drill: acknowledging it ends it'] : []),
  ...(report.ageGroup === 'child' ? ['under 18, or may be'] : []),
  ...(report.unreadSince === undefined ? [] : ['new text']),
  ...(report.withdrawalRequestedAt === undefined ? [] : ['wants to withdraw']),
  ...(report.heldBy === undefined ? [] : ['on hold']),
]

/** Returns a report as one line: facts alone, as the console has them. */
const toLine = (listed: Listed): string => {
  const { report } = listed
  const rest = [stateSentence(report, ''), ...flagsOf(report), `place: ${placeSentence(report)}`]
  return [
    report.reference,
    report.grade.padEnd(9),
    timeOf(listed).padEnd(16),
    report.desk.padEnd(16),
    `${rest.join('; ')}; received ${toDayAndTime(report.receivedAt)}`,
  ].join('  ')
}

/**
 * Prints one line a report, desk after desk, most urgent first in each.
 *
 * @throws Error in one line when the API refuses
 */
export const list = async (
  session: Session,
  { desk, state }: ListCommand,
  write: (text: string) => void,
): Promise<void> => {
  const desks = desk === undefined ? await session.desks() : [desk]
  const lists = await Promise.all(desks.map((each) => readList(session, each, state)))
  const lines = lists.flat().map(toLine)
  write(lines.length === 0 ? `No ${state} report (${desks.join(', ') || 'no desk'})\n` : `${lines.join('\n')}\n`)
}
