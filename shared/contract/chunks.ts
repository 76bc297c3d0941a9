/** A run of characters that an encoding is made of: letters and digits of ASCII, plus, slash, hyphen, underscore. */
export interface Chunk {
  readonly start: number
  readonly end: number
}

const isOfEncoding = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** A sign that stands alone joins two chunks, as programs join texts. */
const isSign = Uint8Array.from({ length: 128 }, (_, code) => (/[+/_-]/.test(String.fromCharCode(code)) ? 1 : 0))

/** The most characters that may stand between two chunks of one file: a line break with indent, `", "`, `;&#`. */
const widestGap = 6

/** Returns the chunks of a text, in order. */
export const findChunks = (text: string): readonly Chunk[] => {
  const chunks: Chunk[] = []
  let start = -1
  for (let at = 0; at <= text.length; at += 1) {
    const isIn = at < text.length && isOfEncoding[text.charCodeAt(at)] === 1
    if (isIn && start < 0) start = at
    if (!isIn && start >= 0) {
      if (at - start > 1 || isSign[text.charCodeAt(start)] !== 1) chunks.push({ start, end: at })
      start = -1
    }
  }
  return chunks
}

/** Returns true when two chunks stand close enough together to be of one file. */
export const areNear = (before: Chunk | undefined, after: Chunk | undefined): boolean =>
  before !== undefined && after !== undefined && after.start - before.end <= widestGap
