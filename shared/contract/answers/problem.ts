import type { Problem } from '../problem.ts'
import type { RefusalCode } from '../refusals.ts'
import { problemWords, refusalWords } from '../words/refusals.ts'
import { answerOf, listOf, oneOf, text, whole } from './describe.ts'

/** A refusal as a problem document (RFC 9457). */
export interface Refusal {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: RefusalCode
  readonly problems: readonly Problem[]
}

/** One thing that is wrong, as an answer names it. */
export const fieldProblem = answerOf<Problem>('One thing that is wrong. It never repeats what was typed.')({
  pointer: text("JSON Pointer (RFC 6901) to the field; empty for the whole body, a header's name for a header."),
  detail: text('What is wrong and what is allowed, in words that may change.'),
  code: oneOf('What is wrong, in words that stay the same.', problemWords),
})

/** What an answer says of what was accepted all the same. */
export const notices = listOf(
  'What was not understood, or was changed, at most 100; the last one says how many more there are. It was accepted all the same.',
  fieldProblem,
)

/** The body of every refusal. */
export const refusalAnswer = answerOf<Refusal>(
  'Why a request was refused (RFC 9457). It never repeats what was typed.',
)({
  type: text('Always `about:blank`: the status and the code say what kind of problem it is.'),
  title: text('The kind of problem in a few words, which may change.'),
  status: whole('The HTTP status.', { least: 400, most: 599 }),
  detail: text('What is wrong and what to do, in words that may change.'),
  code: oneOf('Why it was refused, in words that stay the same: choose by this what to show.', refusalWords),
  problems: listOf('Everything that is wrong with the request at once; empty for other refusals.', fieldProblem),
})
