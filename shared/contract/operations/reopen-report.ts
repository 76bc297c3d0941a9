import { reopeningSchema } from '../duty.ts'
import { reopeningWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/reopening. */
export const reopenReport = post('/duty/reports/{reportId}/reopening', {
  operationId: 'reopenReport',
  tag: 'officers',
  summary: 'Reopen a closed report',
  description: 'The officer who reopens a report has it. A report can be reopened until its text is erased.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: reopeningSchema,
    words: reopeningWords,
    examples: { wrongly: { reason: 'closed-wrongly' } },
  }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'wrong-state', 'text-erased'],
})
