import type { LogEntry } from './log.ts'
import { policy } from './policy.ts'

/** Entries of a log that are shown together. */
export interface LogPart {
  readonly entries: readonly LogEntry[]
  /** How many entries come before the next page; absent on the last one. */
  readonly next?: string
}

const bytesOf = (entry: LogEntry): number => new TextEncoder().encode(JSON.stringify(entry)).length

/**
 * Returns as many entries as one answer has room for, at least one.
 *
 * @param before - how many entries come before them
 */
export const logPageFrom = (log: readonly LogEntry[], before: number): LogPart => {
  const left = log.slice(before)
  let bytes = 0
  const isTooMuch = (entry: LogEntry, index: number): boolean => {
    bytes += bytesOf(entry)
    return index > 0 && bytes > policy.shownLogBytes
  }
  const shown = left.findIndex(isTooMuch)
  return shown === -1 ? { entries: left } : { entries: left.slice(0, shown), next: String(before + shown) }
}
