import { answerOf, oneOf } from './describe.ts'

/** What GET /health returns. */
export interface Health {
  readonly status: 'ok' | 'overdue'
}

/** The 200 and the 503 of GET /health. */
export const healthAnswer = answerOf<Health>('Whether reports wait unseen.')({
  status: oneOf('Whether reports wait unseen.', {
    ok: 'No report waits unseen.',
    overdue: 'A report has been overdue for more than two minutes.',
  }),
})
