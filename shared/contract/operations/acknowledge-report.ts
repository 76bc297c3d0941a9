import { emptySchema } from '../duty.ts'
import { emptyWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/acknowledgement. */
export const acknowledgeReport = post('/duty/reports/{reportId}/acknowledgement', {
  operationId: 'acknowledgeReport',
  tag: 'officers',
  summary: 'Acknowledge a report',
  description:
    'The officer takes the report, and its alerts stop. Repeating it changes nothing. Acknowledged by another officer: 409 that names them.',
  parameters: [reportIdParameter],
  body: inputWith({ schema: emptySchema, words: emptyWords, examples: { nothing: {} } }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'already-acknowledged', 'wrong-state'],
})
