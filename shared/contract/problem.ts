import { imageRefusal } from './image-guard.ts'

/** Words for each rule that goes beyond the type of a field: what is wrong and what is allowed. */
const ruleDetails = {
  'control-characters': 'has control characters; only line breaks and tabs are allowed',
  'half-a-character': 'has half a character (a lone surrogate)',
  'looks-like-a-file': imageRefusal,
  'too-deep': 'is nested too deep; what lies deeper is kept as its texts',
  empty: 'must not be empty',
  'not-a-day': 'must be a day that exists, like 2026-11-24',
  'not-an-instant': 'must be a day or an instant with its offset, like 2026-11-24 or 2026-11-24T14:35:00Z',
  'not-minor-units': 'must be a whole number of pence (minor units), 0 or more',
  'not-a-currency': 'must be three capital letters of ISO 4217, like GBP',
  'not-a-cursor': 'must be the `next` value of an earlier page',
  'two-ages': 'has both now and dateOfBirth; send one of them',
} as const

/** A rule that goes beyond the type of a field. */
export type Rule = keyof typeof ruleDetails

/** What can be wrong with one field or header. A front end may rely on a code; the words beside it may change. */
export type ProblemCode =
  | Rule
  | 'not-json'
  | 'wrong-type'
  | 'not-a-choice'
  | 'missing'
  | 'unknown-field'
  | 'too-long'
  | 'too-many-entries'
  | 'not-a-uuid'
  | 'reason-needed'
  | 'desk-needed'
  | 'not-a-page'
  | 'example-key'
  | 'more-problems'

/** One thing that is wrong with a request. It is safe to show: it never repeats what was typed. */
export interface Problem {
  /** JSON Pointer (RFC 6901) to the field; empty for the whole body, a header's name for a header. */
  readonly pointer: string
  /** What is wrong and what is allowed: lower case, no full stop. */
  readonly detail: string
  readonly code: ProblemCode
}

/** The typed value of untrusted input, or every problem with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** The most problems that one answer lists. */
export const mostProblems = 100

/** Returns the problems as an answer lists them: the first ones, and how many more there are. */
export const listed = (problems: readonly Problem[]): readonly Problem[] => {
  if (problems.length <= mostProblems) return problems
  const more = problems.length - mostProblems + 1
  const rest = {
    pointer: '',
    detail: `and ${more} more problems, which are not listed`,
    code: 'more-problems',
  } as const
  return [...problems.slice(0, mostProblems - 1), rest]
}

/** Returns true for the name of a rule. */
export const isRule = (text: string): text is Rule => Object.hasOwn(ruleDetails, text)

/** Returns what is wrong with a value that breaks a rule. */
export const brokenRule = (code: Rule): Omit<Problem, 'pointer'> => ({ detail: ruleDetails[code], code })
