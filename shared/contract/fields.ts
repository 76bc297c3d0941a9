import * as v from 'valibot'
import { policy } from '../domain/policy.ts'
import { list, rule } from './kinds.ts'
import type { Rule } from './problem.ts'

/** The most entries that a list may hold. */
export const listEntries = 50

/** The longest short text, such as a name or a handle, characters. */
export const shortTextCharacters = 500

/** Text of at most so many characters. It was cleaned before: @see ./clean.ts */
const textUpTo = (characters: number) => v.pipe(v.string(), v.maxLength(characters))

/** A name, handle, number or the like. */
export const shortEntry = textUpTo(shortTextCharacters)

/** An optional name, handle or number. */
export const shortText = v.optional(shortEntry)

/** An optional text in somebody's own words. */
export const longText = v.optional(textUpTo(policy.textCharacters))

/** A text in somebody's own words that must be there and must not be blank. The size of the body limits it. */
export const requiredText = v.pipe(
  v.string(),
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
const instantForm =
  /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00))?$/i

/** Returns true for a day that exists, or an instant with its offset: none on Earth is beyond 14 hours. */
export const isInstantOrDay = (value: string): boolean => instantForm.test(value) && isRealDay(value)

/** An optional day, `2026-11-24`. */
export const day = v.optional(
  v.pipe(
    v.string(),
    v.metadata({ format: 'date' }),
    v.check((value) => dayForm.test(value) && isRealDay(value), 'not-a-day' satisfies Rule),
  ),
)

/** An optional instant with its offset, or a day where the time is not known. */
export const instantOrDay = v.optional(v.pipe(v.string(), v.check(isInstantOrDay, 'not-an-instant' satisfies Rule)))

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
