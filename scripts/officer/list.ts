import type { DeskList } from '../../shared/domain/desk-list.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { toListLine } from './report-line.ts'
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
  const lines = lists.flat().map(({ report, at }) => toListLine(report, at))
  write(lines.length === 0 ? `No ${state} report (${desks.join(', ') || 'no desk'})\n` : `${lines.join('\n')}\n`)
}
