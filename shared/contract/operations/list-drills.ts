import { deskDrillsAnswer } from '../answers/drills.ts'
import { supervisedDeskQuery, supervisorRefusals } from './officer-call.ts'
import { answerWith, get } from './operation.ts'
import { exampleReference } from './reporter-call.ts'

/** GET /duty/drills. */
export const listDrills = get('/duty/drills', {
  operationId: 'listDrills',
  tag: 'officers',
  summary: "A desk's drills and what came of them",
  description:
    "For the desk's supervisors (the group `supervisor-` and the desk), for duty control and for operators. A drill is acknowledged like a report, by POST /duty/reports/{reportId}/acknowledgement, which ends it; its messages begin with DRILL.",
  query: supervisedDeskQuery,
  answers: {
    200: answerWith({
      description: 'The newest drills of the desk.',
      schema: deskDrillsAnswer,
      example: {
        desk: 'division-p',
        at: '2026-11-24T12:30:00.000Z',
        drills: [
          {
            reportId: exampleReference.replaceAll('-', ''),
            reference: exampleReference,
            desk: 'division-p',
            grade: 'immediate',
            rung: 1,
            startedAt: '2026-11-24T12:00:00.000Z',
            acceptedAt: '2026-11-24T12:00:04.000Z',
            acknowledgedAt: '2026-11-24T12:03:20.000Z',
            acknowledgedBy: '6d1f0c0e-0000-4000-8000-000000000001',
            secondsToAcknowledge: 200,
          },
        ],
      },
    }),
  },
  refusals: supervisorRefusals,
})
