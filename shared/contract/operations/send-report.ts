import { policy } from '../../domain/policy.ts'
import { acceptedAnswer } from '../answers/reporter.ts'
import { submissionSchema } from '../submission.ts'
import { submissionWords } from '../words/submission.ts'
import { answerWith, inputWith, post } from './operation.ts'
import {
  bodyRefusals,
  exampleAdvice,
  exampleCode,
  exampleReference,
  idempotencyKey,
  preferParameter,
} from './reporter-call.ts'

/** POST /reports. */
export const sendReport = post('/reports', {
  operationId: 'sendReport',
  tag: 'reporters',
  summary: 'Send a report',
  description: `Nothing is required: a report with one answer is a report. Nothing is refused but what is no JSON object in UTF-8, is over ${policy.bodyBytes / 1024 / 1024} MB, or has over ${policy.textBytes / 1024} KB of text. What is not understood is kept as it was sent and named in \`notices\`; images and other files are cut out. While you develop, send \`Prefer: handling=strict\`: then each problem is a 400. Addresses are kept as text and never fetched.`,
  parameters: [
    preferParameter,
    idempotencyKey(
      'A UUID of version 4, made by the front end (`crypto.randomUUID()`) once for each report and kept secret until the 202. The same key with the same body returns the same answer, however often it is sent. With another body it names another report. Without one, a retry makes a second report; what is no UUID of version 4, and every UUID of this documentation, counts as none.',
    ),
  ],
  body: inputWith({
    schema: submissionSchema,
    words: submissionWords,
    examples: {
      full: {
        reporter: { role: 'victim' },
        age: { now: '16-17', inImages: '16-17' },
        location: { postcode: 'KY1 1XX' },
        danger: { inDangerNow: 'no', selfHarm: 'thoughts' },
        platforms: [
          { name: 'Instagram', use: 'began' },
          { name: 'WhatsApp', use: 'moved-to' },
        ],
        timeline: { firstContactAt: '2026-11-23', firstThreatAt: '2026-11-24T01:20:00Z', ongoing: 'yes' },
        demand: { kind: 'money', amountMinor: 30000, currency: 'GBP', deadlineAt: '2026-11-24T22:00:00Z' },
        payment: { paid: 'no' },
        threat: { recipients: ['family', 'friends'], proofShown: 'yes' },
        images: { kind: 'real', recordedOnVideoCall: 'yes', sharedAlready: 'no' },
        contact: {
          safeChannels: [{ kind: 'phone', value: '07700 900000', safeTimes: 'after 4', mayLeaveMessage: false }],
        },
        narrative: 'They say they will send it to my family tonight.',
      },
      oneAnswer: { age: { now: '25-44', inImages: '25-44' } },
    },
  }),
  answers: {
    202: answerWith({
      description:
        'The report is stored, and a desk will be notified. Show the reference and the follow-up code: the code is shown only here.',
      schema: acceptedAnswer,
      example: {
        reference: exampleReference,
        followUpCode: exampleCode,
        receivedAt: '2026-11-24T12:00:00.000Z',
        guidance: exampleAdvice,
        notices: [],
      },
    }),
  },
  refusals: [...bodyRefusals, 'key-reused'],
})
