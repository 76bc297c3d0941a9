import { openedAnswer } from '../answers/opened.ts'
import { openingSchema } from '../duty.ts'
import { openingWords } from '../words/bodies.ts'
import { changeRefusals, exampleView, reportIdParameter } from './officer-call.ts'
import { answerWith, inputWith, post } from './operation.ts'

/** POST /duty/reports/{reportId}/opening. */
export const openReport = post('/duty/reports/{reportId}/opening', {
  operationId: 'openReport',
  tag: 'officers',
  summary: 'Open a report',
  description:
    'The opening is logged with its reason before anything is opened, each time; the note is sealed. Additions and notes come a page at a time: send `earlier` as `before` to get older ones.',
  parameters: [reportIdParameter],
  body: inputWith({
    schema: openingSchema,
    words: openingWords,
    examples: {
      first: { reason: 'first-assessment', note: 'New report, to assess the risk.' },
    },
  }),
  answers: {
    200: answerWith({
      description: 'The report in clear, with what came later.',
      schema: openedAnswer,
      example: {
        reportId: exampleView.reportId,
        reference: exampleView.reference,
        desk: exampleView.desk,
        state: exampleView.state,
        receivedAt: exampleView.receivedAt,
        report: {
          age: { now: '16-17', inImages: '16-17' },
          narrative: 'They say they will send it to my family tonight.',
        },
        supplements: [
          {
            id: '01JDF0000000000000000000AB',
            kind: 'addition',
            at: '2026-11-24T18:30:00.000Z',
            text: 'They wrote again and want £500.',
          },
        ],
      },
    }),
  },
  refusals: [...changeRefusals, 'text-erased'],
})
