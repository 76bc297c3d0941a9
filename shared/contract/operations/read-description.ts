import * as v from 'valibot'
import { text } from '../answers/describe.ts'
import { answerWith, get } from './operation.ts'

/** GET /openapi.json. */
export const readDescription = get('/openapi.json', {
  operationId: 'readDescription',
  tag: 'public',
  summary: 'This document',
  description: 'The API in OpenAPI 3.1.',
  answers: {
    200: answerWith({
      description: 'This document.',
      schema: v.looseObject({ openapi: text('The version of OpenAPI that it is written in.') }),
      example: { openapi: '3.1.0' },
    }),
  },
  refusals: [],
})
