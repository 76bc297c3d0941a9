import { answerOf, oneOf, whole } from './describe.ts'

/** What GET /health returns. */
export interface Health {
  readonly status: 'ok' | 'overdue'
  readonly oldestOverdueSeconds: number
}

/** The 200 and the 503 of GET /health. */
export const healthAnswer = answerOf<Health>('Whether reports wait unseen.')({
  status: oneOf('Whether reports wait unseen.', {
    ok: 'No report waits unseen.',
    overdue: 'A report has been overdue for more than two minutes.',
  }),
  oldestOverdueSeconds: whole('How long the report that waits longest has been overdue, seconds.', {
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
  }),
})
