import { withdrawalDecisionSchema } from '../duty.ts'
import { withdrawalDecisionWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/withdrawal. */
export const decideWithdrawal = post('/duty/reports/{reportId}/withdrawal', {
  operationId: 'decideWithdrawal',
  tag: 'officers',
  summary: 'Decide a withdrawal',
  description:
    'Erases or keeps the text of a report that its reporter withdrew. Whoever withdrew it may not be who wrote it: read the report before you erase it.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: withdrawalDecisionSchema,
    words: withdrawalDecisionWords,
    examples: {
      erase: { decision: 'erase', reason: 'reporter-confirmed' },
      keep: { decision: 'keep', reason: 'may-be-coerced' },
    },
  }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'not-withdrawn', 'on-hold', 'not-read', 'unread-additions', 'text-erased'],
})
