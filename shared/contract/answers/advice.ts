import type { Advice } from '../../domain/guidance-data.ts'
import { answerOf, date, listOf, optional, text, webAddress } from './describe.ts'

/** One line of advice, with where it was seen and when it was last reviewed. */
export const adviceAnswer = answerOf<Advice>('One line of advice to the person.')({
  id: text('Stays the same when the words change: use it to choose an icon or to leave a line out.'),
  text: text('Plain English, to the person, 240 characters at most. Show it as it is.'),
  source: text('Where the advice was found.'),
  reviewedOn: date('When it was last compared with its source.'),
  url: optional(webAddress('Where the person can get this help.')),
  phone: optional(text('The number to call, as it is dialled in the United Kingdom.')),
})

/** What GET /guidance returns. */
export interface Guidance {
  readonly guidance: readonly Advice[]
}

/** The list of advice, in the 202 of a report and in the answer of GET /guidance. */
export const adviceList = listOf('Advice, most urgent first. It is never empty: calling 999 comes first.', adviceAnswer)

/** The 200 of GET /guidance. */
export const guidanceAnswer = answerOf<Guidance>('Advice for a person.')({ guidance: adviceList })
