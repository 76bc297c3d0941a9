import { handedOverAnswer } from '../answers/handed-over.ts'
import { rerouteSchema } from '../duty.ts'
import { rerouteWords } from '../words/bodies.ts'
import { changeRefusals, exampleView, reportIdParameter } from './officer-call.ts'
import { answerWith, inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/reroute. */
export const rerouteReport = post('/duty/reports/{reportId}/reroute', {
  operationId: 'rerouteReport',
  tag: 'officers',
  summary: 'Hand a report to another desk',
  description:
    'From then on only the new desk can open it. While nobody has answered, its alerts go on where they are, and no deadline moves back. Repeating a handover that was done answers the same.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: rerouteSchema,
    words: rerouteWords,
    examples: { elsewhere: { desk: 'division-p', reason: 'lives-elsewhere' } },
  }),
  answers: {
    200: answerWith({
      description: 'The report was handed over.',
      schema: handedOverAnswer,
      example: { reportId: exampleView.reportId, reference: exampleView.reference, desk: 'division-p' },
    }),
  },
  refusals: [...changeRefusals, 'wrong-state', 'same-desk'],
})
