import type { Chunk } from './chunks.ts'
import { bytesStartLikeFile, readAsText } from './file-signs.ts'
import { longRun } from './run-signs.ts'

/** A data URI, as a browser makes it of a file. `data:photos/videos, …` is somebody writing. */
const dataUri =
  /data:(?:(?:image|video|audio|application|text|font|model|multipart)\/[\w.+-]{1,80})?(?:;[\w-]{1,40}=[^;,\s]{1,80})*(?:;base64,\s?|(?<=\/[\w.+-]{1,80}|=[^;,\s]{1,80}),(?=\S))[^\s"'<>)]*/gi

/** Three lines or more of a hex dump: where, bytes, and what they are as text. */
const hexDump = /(?:^[ \t]{0,8}[0-9a-f]{4,8}:?[ \t]{1,4}(?:[0-9a-f]{2,4}[ \t]{1,4}){4,16}[^\n]{0,40}(?:\n|$)){3,}/gim

const percentRun = /(?:[^\s%]{0,16}%[0-9a-f]{2}){24,2000}/gi

const toBytes = (encoded: string): Uint8Array =>
  Uint8Array.from(
    (encoded.match(/%[0-9a-f]{2}|[^%]/gi) ?? []).map((each) =>
      each.length === 3 ? Number.parseInt(each.slice(1), 16) : each.charCodeAt(0) & 255,
    ),
  )

const matchesOf = (text: string, pattern: RegExp): readonly Chunk[] =>
  [...text.matchAll(pattern)].map(({ 0: matched, index }) => ({ start: index, end: index + matched.length }))

/** A browser writes each byte of a file as a character of Latin 1 first, where it was given the file as text. */
const isPercentFile = (run: string): boolean => {
  const bytes = toBytes(run)
  const fromLatin1 = Buffer.from(Buffer.from(bytes).toString('utf8'), 'latin1')
  if (bytesStartLikeFile(bytes) || bytesStartLikeFile(fromLatin1)) return true
  return run.length >= longRun && readAsText(bytes) === undefined
}

/**
 * Finds files that a sign gives away: data URIs, hex dumps and percent runs. A text without the sign of one is not
 * searched for it.
 */
export const findSigned = (text: string): readonly Chunk[] => [
  ...(/data:/i.test(text) ? matchesOf(text, dataUri) : []),
  ...(text.includes('\n') && text.length > 100 ? matchesOf(text, hexDump) : []),
  ...(text.includes('%')
    ? matchesOf(text, percentRun).filter((span) => isPercentFile(text.slice(span.start, span.end)))
    : []),
]
