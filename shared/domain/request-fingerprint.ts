import type { Sha256 } from './log.ts'
import type { Supplement, Supplements } from './report.ts'

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
 * Returns the fingerprint by which a retry is known: the first half of it is of the key, the second of key and text.
 * The key is random, so that nobody who reads the fingerprint can try texts on it.
 */
export const requestFingerprint = (sha256: Sha256, { use, key, text }: KeyedText): string =>
  sha256(`harbour/v1/${use}/${key}`).slice(0, half) + sha256(`harbour/v1/${use}/${key}/${text}`).slice(0, half)

/** Returns the supplements that were sent under the key of a fingerprint: an earlier try of it, or another text. */
export const withSameKey = (supplements: Supplements | undefined, fingerprint: string): readonly Supplement[] =>
  Object.values(supplements ?? {}).filter((each) => each.fingerprint?.slice(0, half) === fingerprint.slice(0, half))
