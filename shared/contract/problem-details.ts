import { imageRefusal } from './image-guard.ts'

/** What is said of a value that breaks a rule of its field, by the rule. */
const ruleDetails = {
  'control-characters': 'has control characters; only line breaks and tabs are allowed',
  'half-a-character': 'has half a character (a lone surrogate)',
  file: imageRefusal,
  'too-many-entries': 'has too many entries',
  empty: 'must not be empty',
  'no-day': 'must be a day that exists, like 2026-11-24',
  'no-instant': 'must be a day or an instant with its offset, like 2026-11-24 or 2026-11-24T14:35:00Z',
  'no-minor-units': 'must be a whole number of pence (minor units), 0 or more',
  'no-currency': 'must be three capital letters of ISO 4217, like GBP',
  'no-cursor': 'must be the cursor of an answer, as it was given',
  'two-ages': 'has both now and dateOfBirth; send one of them',
} as const

/** A rule of our own, beyond the type of a field. */
export type Rule = keyof typeof ruleDetails

const isRule = (text: string): text is Rule => Object.hasOwn(ruleDetails, text)

/** Returns the words for a rule; any other text, such as a message of valibot's that quotes the input, is never passed on. */
export const detailOfRule = (text: string): string => (isRule(text) ? ruleDetails[text] : 'is not allowed')
