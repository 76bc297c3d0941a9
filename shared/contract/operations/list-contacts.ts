import { deskContactsAnswer } from '../answers/desk-contacts.ts'
import { supervisedDeskQuery, supervisorRefusals } from './officer-call.ts'
import { answerWith, get } from './operation.ts'

/** GET /duty/contacts. */
export const listContacts = get('/duty/contacts', {
  operationId: 'listContacts',
  tag: 'officers',
  summary: "A desk's contacts that fail",
  description:
    "For the desk's supervisors (the group `supervisor-` and the desk), for duty control and for operators. By channel and cause, without an address.",
  query: supervisedDeskQuery,
  answers: {
    200: answerWith({
      description: 'Which contacts of the desk cannot be reached now.',
      schema: deskContactsAnswer,
      example: {
        desk: 'division-p',
        at: '2026-11-24T12:30:00.000Z',
        unreachable: [],
        failing: [{ recipients: 'duty', channel: 'email', at: '2026-11-24T12:10:00.000Z', cause: 'bounce, permanent' }],
      },
    }),
  },
  refusals: supervisorRefusals,
})
