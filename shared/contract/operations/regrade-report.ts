import { regradeSchema } from '../duty.ts'
import { regradeWords } from '../words/bodies.ts'
import { changedReport, reportIdParameter, reportRefusals } from './officer-call.ts'
import { inputWith, post } from './operation.ts'
import { bodyRefusals } from './reporter-call.ts'

/** POST /duty/reports/{reportId}/grade. */
export const regradeReport = post('/duty/reports/{reportId}/grade', {
  operationId: 'regradeReport',
  tag: 'officers',
  summary: 'Change the grade',
  description: 'A less urgent grade needs a reason. Duty control may do this too.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: regradeSchema,
    words: regradeWords,
    examples: {
      raised: { grade: 'immediate' },
      lowered: { grade: 'standard', reason: 'risk-assessed' },
    },
  }),
  answers: { 200: changedReport },
  refusals: [...reportRefusals, ...bodyRefusals, 'wrong-state'],
})
