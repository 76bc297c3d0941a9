import type { ServedDesk } from '../../domain/desk.ts'
import { deskWords } from '../words/desks.ts'
import { answerOf, oneOf, text } from './describe.ts'

/** What a handover returns. */
export interface HandedOver {
  readonly reportId: string
  readonly reference: string
  readonly desk: ServedDesk
}

/** The 200 of a handover, and of each repeat of it. */
export const handedOverAnswer = answerOf<HandedOver>(
  'Which desk has the report now. An officer of the old desk sees no more of it.',
)({
  reportId: text('The reference without its hyphens.'),
  reference: text('The name of the report as its reporter knows it: 12 characters in fours.'),
  desk: oneOf('The desk that has the report now.', deskWords),
})
