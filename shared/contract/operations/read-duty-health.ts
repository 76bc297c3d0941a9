import { dutyHealthAnswer } from '../answers/duty-health.ts'
import { answerWith, get } from './operation.ts'

/** GET /duty/health. */
export const readDutyHealth = get('/duty/health', {
  operationId: 'readDutyHealth',
  tag: 'officers',
  summary: 'Whether everybody who has to be notified can be',
  description: 'For operators: members of the group `operators`. It shows no report and no address.',
  answers: {
    200: answerWith({
      description: 'Who cannot be reached now, and how long the oldest report waits.',
      schema: dutyHealthAnswer,
      example: {
        oldestOverdueSeconds: 0,
        unreachable: [{ desk: 'division-p', recipients: 'duty' }],
        failing: [
          {
            contactId: 'q1m8Zr0n2Yx4',
            desk: 'division-p',
            recipients: 'duty',
            channel: 'email',
            at: '2026-11-24T12:10:00.000Z',
            cause: 'bounce, permanent',
          },
        ],
      },
    }),
  },
  refusals: ['not-signed-in', 'not-an-operator', 'access-denied'],
})
