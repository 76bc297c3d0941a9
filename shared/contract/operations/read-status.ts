import { statusAnswer } from '../answers/reporter.ts'
import { followUpSchema } from '../follow-up.ts'
import { followUpWords } from '../words/bodies.ts'
import { answerWith, inputWith, post } from './operation.ts'
import { codeInBody, exampleCode, followUpRefusals, referenceParameter } from './reporter-call.ts'

/** POST /reports/{reference}/status. */
export const readStatus = post('/reports/{reference}/status', {
  operationId: 'readStatus',
  tag: 'reporters',
  summary: 'Where a report stands',
  description: `${codeInBody} Returns in plain words what happened so far; never who or where.`,
  parameters: [referenceParameter],
  body: inputWith({ schema: followUpSchema, words: followUpWords, examples: { code: { followUpCode: exampleCode } } }),
  answers: {
    200: answerWith({
      description: 'Where the report stands.',
      schema: statusAnswer,
      example: {
        state: 'with-an-officer',
        text: 'An officer has taken your report.',
        updates: [{ at: '2026-11-24T12:00:00.000Z', text: 'We received your report.' }],
      },
    }),
  },
  refusals: followUpRefusals,
})
