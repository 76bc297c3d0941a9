import { areNear, type Chunk, findChunks } from './chunks.ts'
import {
  decimalsStartLikeFile,
  findFileInside,
  mayBegin,
  mayStartFile,
  readAsText,
  startCharacters,
  startsLikeFile,
} from './file-signs.ts'
import { bare, hashLengths, hasVariety, isHex, isWord, longRun, looksLikeBase64, looksLikePiece } from './run-signs.ts'
import { findSigned } from './signed-files.ts'

/** What a person is told who sends an image. @see childline.org.uk, Report Remove; stopncii.org/faq */
export const imageRefusal =
  'this looks like an image or another file, and none is ever sent here; Report Remove (under 18) and StopNCII.org (18 and over) ' +
  'help to take images down without sending them to us'

/** Where a part of a text stands that could carry a file. */
export type Span = Chunk

/** The shortest run that is cut because it begins as a file does. Most hashes and names are shorter. */
export const fewestCharacters = 40

/** A run of one alphabet of any kind is cut from here on. A link may be as long. */
const longestRun = 2048

/** Keys, certificates and header fields of mails may be so long where their name stands before them. */
const longestNamed = 4096

/** This many numbers from 0 to 255 in a row are bytes. */
const manyNumbers = 256
const fewestNumbers = 24

/** What may stand before a long key: a PEM header, or the name of a mail's header field. */
const announced =
  /(?:-----BEGIN [A-Z0-9 ]{2,40}-----\s*|(?:^|\n)[A-Za-z][\w-]{1,60}:[ \t]{0,4}(?:\r?\n[ \t]{1,8})?|ssh-[a-z0-9]{2,10} )$/

/** Returns true for base 64 of text that itself carries no file, such as the middle of a JWT. */
const isTextInBase64 = (run: string): boolean => {
  const text = readAsText(Buffer.from(run, 'base64'))
  return text !== undefined && findFiles(text).length === 0
}

/**
 * Judges a run that begins like no file.
 *
 * @param pieces - the length of each piece that it is made of; hashes stay, however many are listed
 */
const couldBeFile = (run: string, pieces: number, isNamed: boolean): boolean => {
  if (run.length < longRun || (isNamed && run.length <= longestNamed) || !hasVariety(run)) return false
  const compact = run.replace(/[-_]/g, '')
  if (isHex(compact)) return /[a-f]/i.test(compact) && /\d/.test(compact) && !hashLengths.includes(pieces)
  return (looksLikeBase64(run) || (pieces > longestRun && hasVariety(run))) && !isTextInBase64(run)
}

/** Finds what could carry a file in the chunks of a text, from the first to the last. */
class Search {
  readonly spans: Span[] = []
  readonly #text: string
  readonly #chunks: readonly Chunk[]

  constructor(text: string) {
    this.#text = text
    this.#chunks = findChunks(text)
  }

  run(): void {
    let at = 0
    while (at < this.#chunks.length) at = Math.max(at + 1, this.#cutFrom(at))
  }

  #read(at: number): string {
    const chunk = this.#chunks[at]
    return chunk === undefined ? '' : this.#text.slice(chunk.start, chunk.end)
  }

  /** Cuts what begins at a chunk; returns where to go on. */
  #cutFrom(at: number): number {
    const { start = 0, end = 0 } = this.#chunks[at] ?? {}
    if (mayStartFile(this.#text, start, end)) {
      const next = this.#cutDecimals(at) || this.#cutStart(at)
      if (next > 0) return next
    }
    return (end - start >= fewestCharacters && this.#cutInside(at)) || this.#cutRegular(at)
  }

  #cut(from: number, to: number, start = this.#chunks[from]?.start ?? 0): number {
    let last = to
    while (last - 1 > from && isWord(this.#read(last - 1))) last -= 1
    let end = this.#chunks[last - 1]?.end ?? start
    while (this.#text[end] === '=') end += 1
    this.spans.push({ start, end })
    return to
  }

  #isNext(at: number): boolean {
    return areNear(this.#chunks[at - 1], this.#chunks[at])
  }

  /** Returns the byte that a chunk is as a decimal number, or -1. */
  #byteAt(at: number): number {
    const { start = 0, end = 0 } = this.#chunks[at] ?? {}
    if (end - start > 3 || end === start) return -1
    let byte = 0
    for (let digit = start; digit < end; digit += 1) {
      const code = this.#text.charCodeAt(digit)
      if (code < 48 || code > 57) return -1
      byte = byte * 10 + code - 48
    }
    return byte > 255 ? -1 : byte
  }

  #cutDecimals(at: number): number {
    let to = at
    while (this.#byteAt(to) >= 0 && (to === at || this.#isNext(to))) to += 1
    if (to - at < fewestNumbers) return 0
    const numbers = Array.from({ length: to - at }, (_, index) => this.#byteAt(at + index))
    const isMany = numbers.length >= manyNumbers && new Set(numbers).size >= 16
    if (isMany || decimalsStartLikeFile(numbers.slice(0, 12).join(','))) return this.#cut(at, to)
    // Numbers of a long list are not counted again from each of them.
    return to
  }

  /** Cuts a file whose beginning stands in a chunk, or in this one and those after it. */
  #cutStart(at: number): number {
    let beginning = bare(this.#read(at)).replaceAll('-', '')
    for (let to = at + 1; beginning.length < startCharacters && this.#isNext(to); to += 1) {
      beginning += bare(this.#read(to))
      if (!mayBegin(beginning)) return 0
    }
    const encoding = startsLikeFile(beginning)
    if (encoding === undefined) return 0
    const to = this.#endOf(at, encoding)
    let length = 0
    for (let each = at; each < to && length < fewestCharacters * 4; each += 1) length += this.#read(each).length
    const isHash = to === at + 1 && hashLengths.includes(length)
    return length < fewestCharacters || (encoding === 'hex' && isHash) ? 0 : this.#cut(at, to)
  }

  /** Returns where a file ends that is broken in any way: before the first chunk that looks like a word. */
  #endOf(at: number, encoding: 'base64' | 'hex'): number {
    let to = at + 1
    let length = this.#read(at).length
    const regular = length
    for (; this.#isNext(to); to += 1) {
      const chunk = this.#read(to)
      const isAlike = chunk.length === regular && (regular < 16 ? this.#isRegular(to, regular) : true)
      const isPiece = encoding === 'hex' ? isHex(bare(chunk)) && bare(chunk).length % 2 === 0 : looksLikePiece(chunk)
      const isLast =
        length >= fewestCharacters &&
        chunk.length < regular &&
        encoding === 'base64' &&
        this.#text[this.#chunks[to]?.end ?? 0] === '='
      if (!isAlike && !isPiece && !isLast) break
      length += chunk.length
    }
    return to
  }

  /** A short chunk is of a regular run only if its neighbour is as long. */
  #isRegular(at: number, length: number): boolean {
    return this.#read(at - 1).length === length || this.#read(at + 1).length === length
  }

  #cutInside(at: number): number {
    const chunk = this.#read(at)
    const inside = findFileInside(chunk)
    if (inside < 0) return 0
    // What begins a file may stand in the middle of one by chance.
    const from = couldBeFile(chunk, chunk.length, false) ? 0 : inside
    return this.#cut(at, this.#endOf(at, 'base64'), (this.#chunks[at]?.start ?? 0) + from)
  }

  /** Joins chunks of one length and the rest that ends them, and cuts them when together they could be a file. */
  #cutRegular(at: number): number {
    const pieces = this.#lengthOf(at)
    if (pieces < 2) return at + 1
    let to = at + 1
    while (this.#isNext(to) && this.#lengthOf(to) === pieces) to += 1
    const whole = to
    if (whole - at >= 3 && this.#isNext(to) && this.#lengthOf(to) < pieces) to += 1
    if ((whole - at) * pieces < longRun || this.#isInLink(at)) return whole
    const run = Array.from({ length: to - at }, (_, index) => bare(this.#read(at + index))).join('')
    const { start = 0 } = this.#chunks[at] ?? {}
    const isNamed = announced.test(this.#text.slice(Math.max(0, start - 120), start))
    return couldBeFile(run, bare(this.#read(at)).length, isNamed) ? this.#cut(at, to) : whole
  }

  #lengthOf(at: number): number {
    const chunk = this.#chunks[at]
    return chunk === undefined ? 0 : chunk.end - chunk.start
  }

  /** A link is short enough to look at whole: no more is read of a text around a chunk. */
  #isInLink(at: number): boolean {
    const { start = 0, end = 0 } = this.#chunks[at] ?? {}
    if (end - start > longestRun) return false
    const before = /\S*$/.exec(this.#text.slice(Math.max(0, start - longestRun), start))?.[0] ?? ''
    const after = /^\S*/.exec(this.#text.slice(end, end + longestRun))?.[0] ?? ''
    return before.length + end - start + after.length <= longestRun && /^\W?(?:https?:\/\/|www\.)/i.test(before)
  }
}

const joined = (spans: readonly Span[]): readonly Span[] => {
  const result: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last !== undefined && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else result.push(span)
  }
  return result
}

/**
 * Finds what could carry an image or another file: data URIs; base 64, hex, percent and decimal runs that are long, or
 * that begin as a file does, also where spaces, lines or commas break them. Links, hashes, wallets, keys, tokens and
 * header fields of mails are none.
 */
export const findFiles = (text: string): readonly Span[] => {
  if (text.length < fewestCharacters && !/data:/i.test(text)) return []
  const search = new Search(text)
  search.run()
  return joined([...findSigned(text), ...search.spans])
}
