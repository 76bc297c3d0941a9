import type { ChangeName } from './lifecycle.ts'

/**
 * One change of a report. Each entry is chained to the previous one, so that no entry can be changed, moved or cut out
 * unnoticed.
 */
export interface LogEntry {
  /** 1 for the first entry; each next one adds 1. */
  readonly seq: number
  /** ISO 8601 UTC. */
  readonly at: string
  /** A function's name, an officer's subject id, or `reporter`. */
  readonly who: string
  /** The change, as the life cycle names it. */
  readonly what: ChangeName
  /** Identifiers, closed answers and times only; never report text. */
  readonly facts: Readonly<Record<string, LogFact>>
  /** The `hash` of the previous entry; `''` for the first. */
  readonly previousHash: string
  /** SHA-256 of the entry without this field, lower-case hex. @see toHashedText */
  readonly hash: string
}

/** What an entry may hold. */
export type LogFact = string | number | boolean | readonly string[]

/** An entry as its change words it, before it has its place in the chain. */
export type NewLogEntry = Pick<LogEntry, 'at' | 'who' | 'what' | 'facts'>

/** Returns the SHA-256 of a text, lower-case hex. Injected: the domain imports nothing. */
export type Sha256 = (text: string) => string

const sorted = (facts: LogEntry['facts']): LogEntry['facts'] =>
  Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * Returns the exact text that an entry's hash covers: its fields as JSON in a fixed order, with the report it belongs
 * to.
 */
export const toHashedText = (reportId: string, entry: Omit<LogEntry, 'hash'>): string =>
  JSON.stringify([reportId, entry.seq, entry.at, entry.who, entry.what, sorted(entry.facts), entry.previousHash])

/** Places an entry after the newest one of the chain. */
export const chainEntry = (
  reportId: string,
  newest: { readonly seq: number; readonly hash: string },
  entry: NewLogEntry,
  sha256: Sha256,
): LogEntry => {
  const placed = { seq: newest.seq + 1, ...entry, previousHash: newest.hash }
  return { ...placed, hash: sha256(toHashedText(reportId, placed)) }
}

/** The result of verifying a log: whole, or the `seq` of the first entry that is not what was written. */
export type LogVerdict = { readonly whole: true } | { readonly whole: false; readonly breaksAt: number }

/**
 * Verifies that the entries are every entry that was written, in order.
 *
 * @param newest - the `seq` and `hash` that the report itself holds for its newest entry; without it, a cut end is not
 *   seen
 */
export const verifyLog = (
  reportId: string,
  entries: readonly LogEntry[],
  newest: { readonly seq: number; readonly hash: string },
  sha256: Sha256,
): LogVerdict => {
  let previousHash = ''
  for (const [index, entry] of entries.entries()) {
    const { hash, ...rest } = entry
    const asWritten =
      entry.seq === index + 1 && entry.previousHash === previousHash && sha256(toHashedText(reportId, rest)) === hash
    if (!asWritten) return { whole: false, breaksAt: index + 1 }
    previousHash = hash
  }
  const last = entries.at(-1)
  if (last?.seq !== newest.seq || last.hash !== newest.hash) return { whole: false, breaksAt: entries.length + 1 }
  return { whole: true }
}
