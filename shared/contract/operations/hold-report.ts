import { holdSchema } from '../duty.ts'
import { holdWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/hold. */
export const holdReport = post('/duty/reports/{reportId}/hold', {
  operationId: 'holdReport',
  tag: 'officers',
  summary: 'Set or lift a legal hold',
  description: 'The text of a held report is not erased.',
  parameters: [reportIdParameter],
  body: inputWith({ schema: holdSchema, words: holdWords, examples: { set: { held: true } } }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'text-erased'],
})
