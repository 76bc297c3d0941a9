import type { Advice } from '../../domain/guidance.ts'
import { answerOf, date, flag, listOf, optional, text, webAddress } from './describe.ts'

/** One line of advice, with where it was seen and when it was last reviewed. */
export const adviceAnswer = answerOf<Advice>('One line of advice to the person.')({
  id: text('Stays the same when the words change: use it to choose an icon or to leave a line out.'),
  text: text('Plain English, to the person, 240 characters at most. Show it as it is.'),
  source: text('Where the advice was found.'),
  reviewedOn: date('The day on which its source was last seen.'),
  reviewBy: date('The day after which it may no longer be true.'),
  open: optional(
    text('When the service is open, in words, in UK time. Left out where there is no service or none is known.'),
  ),
  isOpenNow: optional(
    flag('Whether the service is open now. Left out where that is not known, or there is no service.'),
  ),
  url: optional(webAddress('Where the person can get this help.')),
  phone: optional(text('The number to call, as it is dialled in the United Kingdom.')),
})

/** What GET /guidance returns. */
export interface Guidance {
  readonly guidance: readonly Advice[]
}

/** The list of advice, in the 202 of a report and in the answer of GET /guidance. */
export const adviceList = listOf(
  'Advice: 999 first, then in the order of need, with what is open now before what is closed. It is never empty.',
  adviceAnswer,
)

/** The 200 of GET /guidance. */
export const guidanceAnswer = answerOf<Guidance>('Advice for a person.')({ guidance: adviceList })
