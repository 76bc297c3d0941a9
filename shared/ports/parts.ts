import type { Desk } from '../domain/desk.ts'
import type { DeskList } from '../domain/desk-list.ts'
import type { LogEntry } from '../domain/log.ts'
import type { SealedText } from './sealer.ts'

/** The sealed texts of reports and of their parts. Each is noise without its key, which the report itself holds for its desk. */
export interface SealedTexts {
  /** Gives a sealed text, or undefined when it is erased or was never there. */
  findSealed(reportId: string, textId: string): Promise<SealedText | undefined>
  /** Stores a text as an item of its own, under an id that was never used. Nobody can open it until the report holds its key. */
  put(reportId: string, textId: string, sealed: SealedText): Promise<void>
}

/** A log as it was written, and what the report itself says its end is. */
export interface WrittenLog {
  /** Oldest first. */
  readonly entries: readonly LogEntry[]
  readonly newest: { readonly seq: number; readonly hash: string }
}

/** The log of a report. */
export interface ReportLogs {
  /** Gives every entry; undefined when there is no such report. Strongly consistent. */
  findLog(reportId: string): Promise<WrittenLog | undefined>
}

/** One page of a desk's list. */
export interface ListPage {
  readonly reportIds: readonly string[]
  /** Asks for the next page; undefined when this is the last. */
  readonly next: string | undefined
}

/** Finds the reports of a desk. Eventually consistent: find each report before saying anything of it. */
export interface DeskReports {
  /**
   * Gives a page of one of a desk's lists, most urgent first.
   *
   * @param cursor - `next` of the page before; undefined for the first
   */
  findOfDesk(desk: Desk, list: DeskList, cursor: string | undefined): Promise<ListPage | 'not-a-cursor'>
}
