import type { Rule } from './problem.ts'

/** Printable ASCII, tabs and line breaks. Such text needs no further look: it is NFC and has no control characters. */
const plain = /^[\t\n\r -~]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what becomes a line break
const lineBreaks = /[\u000b\u000c\u0085]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is dropped
const controlCharacters = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g

/**
 * Putting marks in order takes the square of their number, so that a run of more than these is put in order by parts.
 */
const upToManyMarks = /\P{M}*\p{M}{0,64}/gsu

const toNfc = (text: string): string =>
  /\p{M}{65}/u.test(text)
    ? (text.match(upToManyMarks) ?? []).map((part) => part.normalize('NFC')).join('')
    : text.normalize('NFC')

/** A text as it may be kept, and what was wrong with it. */
export interface TidyText {
  readonly tidied: string
  readonly broken: readonly Rule[]
}

/**
 * Returns a text in NFC: vertical tabs, form feeds and U+0085 become line breaks, other control characters are dropped,
 * and half a character becomes U+FFFD.
 */
export const tidyText = (text: string): TidyText => {
  if (plain.test(text)) return { tidied: text, broken: [] }
  const broken: Rule[] = []
  const visible = text.replace(lineBreaks, '\n').replace(controlCharacters, '')
  if (visible !== text) broken.push('control-characters')
  if (!visible.isWellFormed()) broken.push('half-a-character')
  return { tidied: toNfc(visible.toWellFormed()), broken }
}
