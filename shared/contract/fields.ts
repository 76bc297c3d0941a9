import * as z from 'zod/mini'
import { policy } from '../domain/policy.ts'
import { couldCarryImage, imageRefusal } from './image-guard.ts'

/** The most entries that a list may hold. */
export const listEntries = 50

/** The longest short text, such as a name or a handle, characters. */
export const shortTextCharacters = 500

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

const problemsOf = (text: string, characters: number): readonly string[] => [
  ...(text.length > characters ? [`is ${text.length} characters, at most ${characters} are allowed`] : []),
  ...(controlCharacters.test(text) ? ['has control characters; only line breaks and tabs are allowed'] : []),
  ...(text.isWellFormed() ? [] : ['has half a character (a lone surrogate)']),
  ...(couldCarryImage(text) ? [imageRefusal] : []),
]

/** Text of at most so many characters: NFC-normalised, without control characters, and nothing that could carry an image. */
const textUpTo = (characters: number) =>
  z.string().check(
    z.normalize('NFC'),
    (context) => {
      for (const message of problemsOf(context.value, characters)) {
        context.issues.push({ code: 'custom', message, input: undefined })
      }
    },
    z.meta({ maxLength: characters }),
  )

/** A name, handle, number or the like. */
export const shortEntry = textUpTo(shortTextCharacters)

/** The same, or left out. */
export const shortText = z.optional(shortEntry)

/** What somebody tells in their own words. */
export const longText = z.optional(textUpTo(policy.textCharacters))

/** At least one character of text, at most the longest that a field takes. */
export const requiredText = textUpTo(policy.textCharacters).check(
  z.refine((text) => text.trim() !== '', { error: 'must not be empty' }),
)

/** A list of at most `listEntries` entries. */
export const listOf = <Entry extends z.ZodMiniType>(entry: Entry) =>
  z.optional(
    z.array(entry).check(
      (context) => {
        const { length } = context.value as readonly unknown[]
        if (length <= listEntries) return
        context.issues.push({
          code: 'custom',
          message: `has ${length} entries, at most ${listEntries} are allowed`,
          input: undefined,
        })
      },
      z.meta({ maxItems: listEntries }),
    ),
  )

/** One of the values named. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.optional(z.enum(values))

/** Yes, no, or not known. */
export const yesNoUnknown = oneOf('yes', 'no', 'unknown')

const isRealDay = (text: string): boolean => {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (day === null) return false
  const at = new Date(`${day[0]}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day[0])
}

const time = /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/i

/** A day, `2026-11-24`. */
export const day = z.optional(
  z.string().check(
    z.refine((text) => text.length === 10 && isRealDay(text), { error: 'must be a day that exists, like 2026-11-24' }),
    z.meta({ format: 'date' }),
  ),
)

/** An instant with its offset, or a day where the time is not known. */
export const instantOrDay = z.optional(
  z.string().check(
    z.refine((text) => time.test(text) && isRealDay(text), {
      error: 'must be a day or an instant with its offset, like 2026-11-24 or 2026-11-24T14:35:00Z',
    }),
  ),
)

/** Money in the currency's minor unit (pence), a whole number. */
export const amountMinor = z.optional(
  z.number().check(
    z.refine((amount) => Number.isSafeInteger(amount) && amount >= 0, {
      error: 'must be a whole number of pence (minor units), 0 or more',
    }),
    z.meta({ minimum: 0 }),
  ),
)

/** ISO 4217. */
export const currency = z.optional(
  z.string().check(
    z.refine((text) => /^[A-Z]{3}$/.test(text), { error: 'must be three capital letters of ISO 4217, like GBP' }),
    z.meta({ pattern: '^[A-Z]{3}$' }),
  ),
)
