import type { ReportDesk } from '../domain/desk.ts'
import type { DeskList } from '../domain/desk-list.ts'

/** One page of a desk's list. */
export interface ListPage {
  readonly reportIds: readonly string[]
  /** Asks for the next page; undefined when this is the last. */
  readonly next: string | undefined
}

/** Finds the reports of a desk. Eventually consistent: find each report before saying anything of it. */
export interface DeskReports {
  /**
   * Returns a page of one of a desk's lists, most urgent first.
   *
   * @param cursor - `next` of the page before; undefined for the first
   */
  findOfDesk(desk: ReportDesk, list: DeskList, cursor: string | undefined): Promise<ListPage | 'not-a-cursor'>
}
