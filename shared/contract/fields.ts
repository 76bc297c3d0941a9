import * as v from 'valibot'
import { policy } from '../domain/policy.ts'
import { couldCarryImage } from './image-guard.ts'
import { list, rule } from './kinds.ts'
import type { Rule } from './problem.ts'

/** The most entries that a list may hold. */
export const listEntries = 50

/** The longest short text, such as a name or a handle, characters. */
export const shortTextCharacters = 500

/** Printable ASCII, tabs and line breaks. Such text needs no further look: it is NFC and has no control characters. */
const plain = /^[\t\n\r -~]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

const isPlain = (text: string): boolean => plain.test(text)

/** Checks a text for everything that a text may not hold. */
const rulesOfText = v.rawCheck<string>(({ dataset, addIssue }) => {
  if (!dataset.typed) return
  const { value } = dataset
  const add = (message: Rule) => addIssue({ message })
  if (!isPlain(value)) {
    if (controlCharacters.test(value)) add('control-characters')
    if (!value.isWellFormed()) add('half-a-character')
  }
  if (couldCarryImage(value)) add('looks-like-a-file')
})

/**
 * Text of at most so many characters, which becomes NFC. It may hold no control characters but tabs and line breaks, no
 * lone surrogate, and nothing that could carry an image.
 */
const textUpTo = (characters: number) =>
  v.pipe(
    v.string(),
    v.transform((typed) => (isPlain(typed) ? typed : typed.normalize('NFC'))),
    v.maxLength(characters),
    rulesOfText,
  )

/** A name, handle, number or the like. */
export const shortEntry = textUpTo(shortTextCharacters)

/** An optional name, handle or number. */
export const shortText = v.optional(shortEntry)

/** An optional text in somebody's own words. */
export const longText = v.optional(textUpTo(policy.textCharacters))

/** A text in somebody's own words that must be there and must not be blank. */
export const requiredText = v.pipe(
  textUpTo(policy.textCharacters),
  rule((value) => value.trim() !== '', 'empty'),
)

/** An optional list of at most `listEntries` entries. */
export const listOf = <const Entry extends v.GenericSchema>(entry: Entry) => v.optional(list(entry, listEntries))

/** An optional field with a closed set of values. */
export const oneOf = <const Value extends string>(...values: readonly Value[]) => v.optional(v.picklist(values))

/** An optional answer to a yes-or-no question. */
export const yesNoUnknown = oneOf('yes', 'no', 'unknown')

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Returns true if the month has that day. The text must begin like `2026-11-24`. */
const isRealDay = (value: string): boolean => {
  const month = Number(value.slice(5, 7))
  const dayOfMonth = Number(value.slice(8, 10))
  const days = (daysOfMonth[month - 1] ?? 0) + (month === 2 && isLeapYear(Number(value.slice(0, 4))) ? 1 : 0)
  return dayOfMonth >= 1 && dayOfMonth <= days
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/
const instantForm = /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/i

/** An optional day, `2026-11-24`. */
export const day = v.optional(
  v.pipe(
    v.string(),
    v.metadata({ format: 'date' }),
    v.check((value) => dayForm.test(value) && isRealDay(value), 'not-a-day' satisfies Rule),
  ),
)

/** An optional instant with its offset, or a day where the time is not known. */
export const instantOrDay = v.optional(
  v.pipe(
    v.string(),
    v.check((value) => instantForm.test(value) && isRealDay(value), 'not-an-instant' satisfies Rule),
  ),
)

/** An optional amount in the currency's minor unit (pence), a whole number. */
export const amountMinor = v.optional(
  v.pipe(
    v.number(),
    v.metadata({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    v.check((amount) => Number.isSafeInteger(amount) && amount >= 0, 'not-minor-units' satisfies Rule),
  ),
)

/** An optional currency, ISO 4217. */
export const currency = v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not-a-currency' satisfies Rule)))
