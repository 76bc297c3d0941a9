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
    'Sets when its text is erased. Only an acknowledged report can be closed, and only when the desk that closes it has read it and everything added to it, and has decided its withdrawal if there is one. The supervisors of the desk are notified of a closing of an immediate report, and of every closing after the twentieth of one officer within an hour.',
  parameters: [reportIdParameter],
  body: inputWith({ schema: closingSchema, words: closingWords, examples: { advised: { outcome: 'advice-given' } } }),
  answers: { 200: changedReport },
  refusals: [
    ...changeRefusals,
    'not-acknowledged',
    'not-read',
    'withdrawal-undecided',
    'unread-additions',
    'wrong-state',
  ],
})
