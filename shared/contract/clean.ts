import { findFiles } from './image-guard.ts'
import { brokenRule, type Problem, type Rule } from './problem.ts'

/** What stands where something was cut out that could carry a file. */
export const fileMarker = '[a file was cut out here]'

/** What was sent as it may be kept, with what had to be changed. */
export interface Cleaned {
  readonly value: unknown
  readonly problems: readonly Problem[]
}

/** Printable ASCII, tabs and line breaks. Such text needs no further look: it is NFC and has no control characters. */
const plain = /^[\t\n\r -~]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what becomes a line break
const lineBreaks = /[\u000b\u000c\u0085]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** JSON nests deeper than any form, and than functions can call themselves. What lies deeper is kept as its texts. */
const deepest = 40

/** More numbers and yes-or-no answers than any form has: so many carry a file. */
const mostScalars = 256

/** The pointer of a value is built only where something is wrong with it. */
type Path = { readonly up: Path; readonly name: string | number } | undefined

const escapeToken = (token: string | number): string => String(token).replace(/~/g, '~0').replace(/\//g, '~1')

/** A name of a field that is no text of anybody's. */
export const identifier = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** Words a path as a JSON Pointer (RFC 6901), down to the first name that could be text. */
const pointerOf = (path: Path): string => {
  const names: Array<string | number> = []
  for (let at = path; at !== undefined; at = at.up) names.unshift(at.name)
  const strange = names.findIndex((name) => typeof name === 'string' && !identifier.test(name))
  return (strange < 0 ? names : names.slice(0, strange)).map((name) => `/${escapeToken(name)}`).join('')
}

/** Every leaf under a value that is nested too deep, in order, as one text. */
const flattened = (value: unknown): string => {
  const texts: string[] = []
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) texts.push(String(next))
    else waiting.push(...reversedParts(next))
  }
  return texts.join('\n')
}

const reversedParts = (value: object): readonly unknown[] =>
  (Array.isArray(value) ? value : Object.entries(value).flat()).slice(0, 10_000).toReversed()

/** Texts in the order of the document, as one text in which files are found, and where each begins in it. */
class Texts {
  readonly #texts: string[] = []
  readonly #cut = new Map<number, string>()
  #read = 0

  add(text: string): void {
    this.#texts.push(text)
  }

  /** Cuts files out of all texts at once, so that one spread over many fields is found too. */
  cutFiles(): void {
    const { spans } = findFiles(this.#texts.join('\n'))
    if (spans.length === 0) return
    let next = 0
    let start = 0
    for (const [index, text] of this.#texts.entries()) {
      const end = start + text.length
      while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
      let kept = ''
      let from = start
      let at = next
      for (let span = spans[at]; span !== undefined && span.start < end; at += 1, span = spans[at]) {
        kept += text.slice(from - start, Math.max(from, span.start) - start) + fileMarker
        from = Math.min(span.end, end)
      }
      if (at > next) this.#cut.set(index, kept + text.slice(from - start))
      start = end + 1
    }
  }

  /** Returns the next text without its files, or undefined where it had none. */
  take(): string | undefined {
    const cut = this.#cut.get(this.#read)
    this.#read += 1
    return cut
  }
}

/** Cleans a parsed JSON value. The same walk is done twice: once to gather the texts, once to put them back. */
class Cleaning {
  readonly problems: Problem[] = []
  readonly #values = new Texts()
  readonly #names = new Texts()
  #scalars = 0

  clean(value: unknown): unknown {
    const tidied = this.#tidy(value, undefined, 0)
    this.#gather(tidied)
    this.#values.cutFiles()
    this.#names.cutFiles()
    return this.#rebuild(tidied, undefined)
  }

  #note(rule: Rule, path: Path): void {
    this.problems.push({ pointer: pointerOf(path), ...brokenRule(rule) })
  }

  #tidy(value: unknown, path: Path, depth: number): unknown {
    if (typeof value === 'string') return this.#tidyText(value, path)
    if (typeof value !== 'object' || value === null) return this.#tidyScalar(value)
    if (depth >= deepest) {
      this.#note('too-deep', path)
      return this.#tidy(flattened(value), path, depth)
    }
    if (Array.isArray(value)) return value.map((entry, name) => this.#tidy(entry, { up: path, name }, depth + 1))
    const entries = Object.entries(value).filter(([, field]) => field !== null && field !== '')
    return Object.fromEntries(
      entries.map(([name, field]) => [this.#tidyText(name, path), this.#tidy(field, { up: path, name }, depth + 1)]),
    )
  }

  #gather(value: unknown): void {
    if (typeof value !== 'object' || value === null) this.#values.add(String(value))
    else if (Array.isArray(value)) for (const entry of value) this.#gather(entry)
    else
      for (const [name, field] of Object.entries(value)) {
        this.#names.add(name)
        this.#gather(field)
      }
  }

  #tidyScalar(value: unknown): unknown {
    this.#scalars += 1
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  }

  #tidyText(text: string, path: Path): string {
    if (plain.test(text)) return text
    const without = text.replace(lineBreaks, '\n').replace(controlCharacters, '')
    if (without !== text) this.#note('control-characters', path)
    if (!without.isWellFormed()) this.#note('half-a-character', path)
    return without.toWellFormed().normalize('NFC')
  }

  #rebuild(value: unknown, path: Path): unknown {
    if (typeof value !== 'object' || value === null) return this.#rebuildLeaf(value, path)
    if (Array.isArray(value)) {
      const entries = value.map((entry, name) => this.#rebuild(entry, { up: path, name }))
      return entries.filter((entry, index) => entry !== fileMarker || entries[index - 1] !== fileMarker)
    }
    const entries = Object.entries(value).map(([name, field]) => {
      const cut = this.#names.take()
      if (cut !== undefined) this.#note('looks-like-a-file', path)
      return [cut ?? name, this.#rebuild(field, { up: path, name })] as const
    })
    return Object.fromEntries(
      entries.filter(([, field], index) => field !== fileMarker || entries[index - 1]?.[1] !== fileMarker),
    )
  }

  #rebuildLeaf(value: unknown, path: Path): unknown {
    const cut = this.#values.take()
    const isCut = cut !== undefined || (typeof value !== 'string' && this.#scalars > mostScalars)
    if (!isCut) return value
    this.#note('looks-like-a-file', path)
    return typeof value === 'string' ? cut : fileMarker
  }
}

/**
 * Returns a parsed JSON value as it may be kept: its texts are NFC without control characters and half characters, what
 * could carry a file is replaced by a marker, and fields that are null or empty are left out.
 */
export const clean = (value: unknown): Cleaned => {
  const cleaning = new Cleaning()
  const cleaned = cleaning.clean(value)
  return { value: cleaned, problems: cleaning.problems }
}
