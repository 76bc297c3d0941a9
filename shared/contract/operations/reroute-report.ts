import { rerouteSchema } from '../duty.ts'
import { rerouteWords } from '../words/bodies.ts'
import { changedReport, changeRefusals, reportIdParameter } from './officer-call.ts'
import { inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/reroute. */
export const rerouteReport = post('/duty/reports/{reportId}/reroute', {
  operationId: 'rerouteReport',
  tag: 'officers',
  summary: 'Hand a report to another desk',
  description: 'From then on only the new desk can open it, and its alerts start again.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: rerouteSchema,
    words: rerouteWords,
    examples: { elsewhere: { desk: 'division-p', reason: 'lives-elsewhere' } },
  }),
  answers: { 200: changedReport },
  refusals: [...changeRefusals, 'wrong-state', 'same-desk'],
})
