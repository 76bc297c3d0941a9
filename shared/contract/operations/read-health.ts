import { healthAnswer } from '../answers/health.ts'
import { answerWith, get } from './operation.ts'

/** GET /health. */
export const readHealth = get('/health', {
  operationId: 'readHealth',
  tag: 'public',
  summary: 'Whether reports wait unseen',
  description: 'For monitoring: the status alone says it. GET /duty/health says more, to operators.',
  answers: {
    200: answerWith({
      description: 'No report has been overdue for more than two minutes.',
      schema: healthAnswer,
      example: { status: 'ok' },
    }),
    503: answerWith({
      description: 'A report waits unseen.',
      schema: healthAnswer,
      example: { status: 'overdue' },
    }),
  },
  refusals: [],
})
