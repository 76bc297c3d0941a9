import { policy } from '../domain/policy.ts'
import { couldCarryImage, imageRefusal } from './image-guard.ts'
import { addProblem, choice, list, number, optional, type Schema, text, where } from './schema.ts'

/** The most entries that a list may hold. */
export const listEntries = 50

/** The longest short text, such as a name or a handle, characters. */
export const shortTextCharacters = 500

/** Printable ASCII, tabs and line breaks: NFC already, well-formed, without control characters. */
const plain = /^[\t\n\r -~]*$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/** Text of at most so many characters: NFC-normalised, without control characters, and nothing that could carry an image. */
const textUpTo = (characters: number): Schema<string> => ({
  json: { ...text.json, maxLength: characters },
  read: (input, problems) => {
    const typed = text.read(input, problems)
    if (typed === undefined) return undefined
    const isPlain = plain.test(typed)
    const value = isPlain ? typed : typed.normalize('NFC')
    if (value.length > characters) {
      addProblem(problems, `is ${value.length} characters, at most ${characters} are allowed`)
    }
    if (!isPlain && controlCharacters.test(value)) {
      addProblem(problems, 'has control characters; only line breaks and tabs are allowed')
    }
    if (!isPlain && !value.isWellFormed()) addProblem(problems, 'has half a character (a lone surrogate)')
    if (couldCarryImage(value)) addProblem(problems, imageRefusal)
    return value
  },
})

/** A name, handle, number or the like. */
export const shortEntry = textUpTo(shortTextCharacters)

/** The same, or left out. */
export const shortText = optional(shortEntry)

/** What somebody tells in their own words. */
export const longText = optional(textUpTo(policy.textCharacters))

/** At least one character of text, at most the longest that a field takes. */
export const requiredText = where(textUpTo(policy.textCharacters), (value) => value.trim() !== '', {
  detail: 'must not be empty',
})

/** A list of at most `listEntries` entries, or left out. */
export const listOf = <Entry>(entry: Schema<Entry>) => optional(list(entry, listEntries))

/** One of the values named, or left out. */
export const oneOf = <const Value extends string>(...values: readonly Value[]) => optional(choice(values))

/** Yes, no, or not known. */
export const yesNoUnknown = oneOf('yes', 'no', 'unknown')

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** True when the month has that day; the text is known to begin like `2026-11-24`. */
const isRealDay = (value: string): boolean => {
  const month = Number(value.slice(5, 7))
  const dayOfMonth = Number(value.slice(8, 10))
  const days = (daysOfMonth[month - 1] ?? 0) + (month === 2 && isLeapYear(Number(value.slice(0, 4))) ? 1 : 0)
  return dayOfMonth >= 1 && dayOfMonth <= days
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/
const instantForm = /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/i

/** A day, `2026-11-24`. */
export const day = optional(
  where(text, (value) => dayForm.test(value) && isRealDay(value), {
    detail: 'must be a day that exists, like 2026-11-24',
    json: { format: 'date' },
  }),
)

/** An instant with its offset, or a day where the time is not known. */
export const instantOrDay = optional(
  where(text, (value) => instantForm.test(value) && isRealDay(value), {
    detail: 'must be a day or an instant with its offset, like 2026-11-24 or 2026-11-24T14:35:00Z',
  }),
)

/** Money in the currency's minor unit (pence), a whole number. */
export const amountMinor = optional(
  where(number, (amount) => Number.isSafeInteger(amount) && amount >= 0, {
    detail: 'must be a whole number of pence (minor units), 0 or more',
    json: { minimum: 0 },
  }),
)

/** ISO 4217. */
export const currency = optional(
  where(text, (value) => /^[A-Z]{3}$/.test(value), {
    detail: 'must be three capital letters of ISO 4217, like GBP',
    json: { pattern: '^[A-Z]{3}$' },
  }),
)
