import type { LogEntry } from '../domain/log.ts'

/** A log as it was written, and what the report itself says its end is. */
export interface WrittenLog {
  /** Oldest first. */
  readonly entries: readonly LogEntry[]
  readonly newest: { readonly seq: number; readonly hash: string }
}

/** The log of a report. */
export interface ReportLogs {
  /** Returns every entry; undefined when there is no such report. Strongly consistent. */
  findLog(reportId: string): Promise<WrittenLog | undefined>
}
