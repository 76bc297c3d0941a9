import { closingSchema } from '../duty.ts'
import { closingWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/closing. */
export const closeReport = post('/duty/reports/{reportId}/closing', {
  operationId: 'closeReport',
  tag: 'officers',
  summary: 'Close a report',
  description:
    'Sets when its text is erased. Only an acknowledged report can be closed, and only when everything added to it was read.',
  parameters: [reportIdParameter],
  body: inputWith({ schema: closingSchema, words: closingWords, examples: { advised: { outcome: 'advice-given' } } }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'not-acknowledged', 'unread-additions', 'wrong-state'],
})
