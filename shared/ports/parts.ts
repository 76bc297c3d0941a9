import type { Desk } from '../domain/desk.ts'
import type { LogEntry } from '../domain/log.ts'
import type { ReportState } from '../domain/report.ts'
import type { SealedText } from './sealer.ts'

/** Sealed texts of a report. Each is noise without its key, which the report itself holds for its desk. */
export interface SealedTexts {
  /** Gives the sealed text of the report (`report`) or of a part, or undefined when it is erased or was never there. */
  findSealed(reportId: string, part: string): Promise<SealedText | undefined>
  /** Stores the text of a part as an item of its own; once: the same id again changes nothing. */
  putPart(reportId: string, part: string, sealed: SealedText): Promise<void>
}

/** The log of a report, as it was written. */
export interface ReportLogs {
  /** Gives every entry, oldest first; undefined when there is no such report. Strongly consistent. */
  findLog(reportId: string): Promise<readonly LogEntry[] | undefined>
}

/** What a list of reports shows of one: facts and times only. */
export interface ListedReport {
  readonly reportId: string
  readonly desk: Desk
  readonly state: ReportState
}

/** Finds the reports of a desk. Eventually consistent. */
export interface DeskReports {
  /**
   * Gives a page of a desk's open reports, the one that is due first first.
   *
   * @param cursor - `next` of the page before; undefined for the first
   */
  findOfDesk(
    desk: Desk,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ readonly reports: readonly ListedReport[]; readonly next: string | undefined }>
}
