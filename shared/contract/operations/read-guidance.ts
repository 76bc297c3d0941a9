import { guidanceAnswer } from '../answers/advice.ts'
import { guidanceQuerySchema } from '../guidance-query.ts'
import { guidanceQueryWords } from '../words/bodies.ts'
import { answerWith, get, inputWith } from './operation.ts'
import { exampleAdvice } from './reporter-call.ts'

/** GET /guidance. */
export const readGuidance = get('/guidance', {
  operationId: 'readGuidance',
  tag: 'public',
  summary: 'Advice, without a report',
  description: 'The same advice that the 202 returns. What is left out is not known.',
  query: inputWith({
    schema: guidanceQuerySchema,
    words: guidanceQueryWords,
    examples: { child: { age: '13-15', shared: 'no' } },
  }),
  answers: {
    200: answerWith({
      description: 'Advice, most urgent first.',
      schema: guidanceAnswer,
      example: { guidance: exampleAdvice },
    }),
  },
  refusals: ['invalid-request'],
})
