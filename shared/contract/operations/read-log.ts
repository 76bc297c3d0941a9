import { logAnswer } from '../answers/log.ts'
import { logQuerySchema } from '../duty.ts'
import { logQueryWords } from '../words/bodies.ts'
import { exampleView, reportIdParameter, reportRefusals } from './officer-call.ts'
import { answerWith, get, inputWith } from './operation.ts'

/** GET /duty/reports/{reportId}/log. */
export const readLog = get('/duty/reports/{reportId}/log', {
  operationId: 'readLog',
  tag: 'officers',
  summary: 'The log of a report',
  description:
    'Every change and every opening, chained by hashes and verified; a page at a time where there are thousands. Duty control may read it too.',
  parameters: [reportIdParameter],
  query: inputWith({ schema: logQuerySchema, words: logQueryWords, examples: { later: { cursor: '6000' } } }),
  answers: {
    200: answerWith({
      description: 'One page. Without `next` it is the last.',
      schema: logAnswer,
      example: {
        reportId: exampleView.reportId,
        whole: true,
        entries: [
          {
            seq: 1,
            at: '2026-11-24T12:00:00.000Z',
            who: 'accept-report',
            what: 'report.received',
            facts: {},
            previousHash: '',
            hash: '5b2d1c0f6b0e4f4c8e0f6a7d9c1b2a3f4e5d6c7b8a9f0e1d2c3b4a5f6e7d8c9b',
          },
        ],
      },
    }),
  },
  refusals: [...reportRefusals, 'invalid-request'],
})
