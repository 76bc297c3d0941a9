import type { Sha256 } from './log.ts'
import type { Supplement } from './report.ts'
import type { AddableReport } from './report-states.ts'
import { supplementsOf } from './report-states.ts'

/** Half of a SHA-256 in hex: 128 bits. */
const half = 32

/** What an addition or a note was sent as. */
export interface KeyedText {
  /** Who sends what: `addition`, or `note/` and the officer. The same key of somebody else is another one. */
  readonly use: string
  /** The Idempotency-Key in lower case. */
  readonly key: string
  readonly text: string
}

/**
 * Returns the mark by which a retry is known: the first half of it is of the key, the second of key and text. The key
 * is random, so that nobody who reads the mark can try texts on it.
 */
export const supplementMark = (sha256: Sha256, { use, key, text }: KeyedText): string =>
  sha256(`harbour/v1/${use}/${key}`).slice(0, half) + sha256(`harbour/v1/${use}/${key}/${text}`).slice(0, half)

/** Returns the supplement that an earlier try of the same key and text added, if any. */
export const findEarlierTry = (report: AddableReport, mark: string | undefined): Supplement | undefined =>
  mark === undefined ? undefined : supplementsOf(report).find(([, { requestHash }]) => requestHash === mark)?.[1]

/** Returns true where the key was used before: for this text or another one. */
export const isKeyUsed = (report: AddableReport, mark: string): boolean =>
  supplementsOf(report).some(([, { requestHash }]) => requestHash?.slice(0, half) === mark.slice(0, half))
