import { addedAnswer } from '../answers/reporter.ts'
import { additionSchema } from '../follow-up.ts'
import { additionWords } from '../words/bodies.ts'
import { answerWith, inputWith, post } from './operation.ts'
import {
  codeInBody,
  exampleCode,
  followUpRefusals,
  idempotencyKey,
  preferParameter,
  referenceParameter,
} from './reporter-call.ts'

/** POST /reports/{reference}/additions. */
export const addToReport = post('/reports/{reference}/additions', {
  operationId: 'addToReport',
  tag: 'reporters',
  summary: 'Add to a report',
  description: `${codeInBody} The addition is sealed like the report, and its desk is notified. A closed report is reopened.`,
  parameters: [
    referenceParameter,
    preferParameter,
    idempotencyKey(
      'Made once for each addition. The same key with the same text adds once, however often it is sent. With another text it is another addition.',
    ),
  ],
  body: inputWith({
    schema: additionSchema,
    words: additionWords,
    examples: { more: { followUpCode: exampleCode, text: 'They wrote again and want £500.' } },
  }),
  answers: {
    202: answerWith({
      description: 'The addition is stored, and the desk will be notified.',
      schema: addedAnswer,
      example: { receivedAt: '2026-11-24T18:30:00.000Z', notices: [] },
    }),
  },
  refusals: [...followUpRefusals, 'text-erased', 'key-reused'],
})
