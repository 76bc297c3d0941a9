import { deskListAnswer } from '../answers/report-view.ts'
import { deskListQuerySchema } from '../duty.ts'
import { deskListQueryWords } from '../words/bodies.ts'
import { exampleView, officerRefusals } from './officer-call.ts'
import { answerWith, get, inputWith } from './operation.ts'

/** GET /duty/reports. */
export const listReports = get('/duty/reports', {
  operationId: 'listReports',
  tag: 'officers',
  summary: "A desk's reports",
  description:
    'Facts only, most urgent first, a page at a time: send the `next` of a page as `cursor` to get the page after it. An officer of several desks says which.',
  query: inputWith({
    schema: deskListQuerySchema,
    words: deskListQueryWords,
    examples: { open: { desk: 'child-protection', state: 'open' } },
  }),
  answers: {
    200: answerWith({
      description: 'One page. Without `next` it is the last.',
      schema: deskListAnswer,
      example: {
        desk: 'child-protection',
        state: 'open',
        at: '2026-11-24T12:30:00.000Z',
        reports: [exampleView],
        next: 'WyIwIzEjMjAyNi0xMS0yNCJd',
      },
      links: {
        nextPage: {
          operationId: 'listReports',
          description: 'The page after this one. Send the same `desk` and `state`.',
          parameters: { cursor: '$response.body#/next' },
        },
      },
    }),
  },
  refusals: [...officerRefusals, 'invalid-request', 'not-your-desk'],
})
