import { guidanceQuerySchema } from './guidance-query.ts'
import { type Json, toJson } from './json-schema.ts'
import { anyRefusal, idempotencyKeyOf, type Operation, problem } from './operation.ts'

/** A report of a 17-year-old in Kirkcaldy. */
const fullExample = {
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
  contact: { safeChannels: [{ kind: 'phone', value: '07700 900000', safeTimes: 'after 4', mayLeaveMessage: false }] },
  narrative: 'They say they will send it to my family tonight.',
}

const reference = {
  name: 'reference',
  in: 'path',
  required: true,
  description: 'As the 202 gave it; spaces, hyphens, case, O for 0 and I or L for 1 are forgiven.',
  schema: { type: 'string' },
}
const codeInBody = 'The follow-up code proves who asks. It stands in the body, never in the address.'
const codeExample = { followUpCode: '7F3K-9QWX-2M4C-8T5N' }
const followUpRefusals = {
  400: problem('Some of it could not be read; every problem is listed.'),
  404: problem(
    'No report has this reference and code, or there were too many wrong codes in the last hour; it never says which.',
  ),
  413: problem('The body is over 64 KB.'),
  415: problem('The body is not application/json.'),
  ...anyRefusal,
}

/** The calls that anyone may make: to report, to follow a report up, to ask for advice. */
export const publicOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/reports',
    tag: 'reporters',
    summary: 'Send a report',
    description:
      'Nothing is required: a report with one answer is a report. At most 64 KB. No image, upload or base64 of any kind; addresses are kept as text and never fetched.',
    parameters: [
      idempotencyKeyOf(
        'UUID of version 4, made by the front end (crypto.randomUUID()) once for each report and kept secret. The same key with the same body gives the same answer, however often it is sent. Without one, a retry makes a second report.',
      ),
    ],
    body: {
      schema: 'Submission',
      examples: { full: fullExample, oneAnswer: { age: { now: '25-44', inImages: '25-44' } } },
    },
    answers: {
      202: [
        'It is stored, and a desk will be told. Keep the reference and the follow-up code: the code is shown only here.',
        'Accepted',
      ],
      400: problem('Some of it could not be read; every problem is listed.'),
      413: problem('The body is over 64 KB.'),
      415: problem('The body is not application/json.'),
      422: problem('This Idempotency-Key was used for a report with other content.'),
      429: problem('Too many requests from one address; wait and send it again.'),
      500: problem('It may not have been stored. Send it again with the same Idempotency-Key: it is then stored once.'),
    },
  },
  {
    method: 'post',
    path: '/reports/{reference}/status',
    tag: 'reporters',
    summary: 'Where a report stands',
    description: `${codeInBody} Says in plain words what happened so far; never who or where.`,
    parameters: [reference],
    body: { schema: 'FollowUp', examples: { code: codeExample } },
    answers: { 200: ['Where the report stands.', 'Status'], ...followUpRefusals },
  },
  {
    method: 'post',
    path: '/reports/{reference}/additions',
    tag: 'reporters',
    summary: 'Add to a report',
    description: `${codeInBody} What is added is sealed like the report, and its desk is told. A closed report is opened again.`,
    parameters: [reference, idempotencyKeyOf('The same key adds once, however often it is sent.')],
    body: { schema: 'Addition', examples: { more: { ...codeExample, text: 'They wrote again and want £500.' } } },
    answers: {
      202: ['It is stored, and the desk will be told.', 'Added'],
      ...followUpRefusals,
      409: problem('The text of this report was erased, or it is full: send a new report.'),
    },
  },
  {
    method: 'post',
    path: '/reports/{reference}/withdrawal',
    tag: 'reporters',
    summary: 'Take a report back',
    description: `${codeInBody} The text is erased at once, unless an officer has taken the report, a life may be in danger, or the law holds it: then its desk is told and decides.`,
    parameters: [reference],
    body: { schema: 'FollowUp', examples: { code: codeExample } },
    answers: { 200: ['Whether the text is erased.', 'Withdrawn'], ...followUpRefusals },
  },
  {
    method: 'get',
    path: '/guidance',
    tag: 'public',
    summary: 'Advice, without a report',
    description: 'The same advice that the 202 gives. What is left out is not known.',
    parameters: Object.entries(toJson(guidanceQuerySchema)['properties'] as Json).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema,
    })),
    answers: {
      200: ['Advice, most urgent first.', 'Guidance'],
      400: problem('A parameter is not known or has a value that is not allowed.'),
      429: problem('Too many requests from one address.'),
      500: problem('Our fault; ask again.'),
    },
  },
  {
    method: 'get',
    path: '/health',
    tag: 'public',
    summary: 'Whether reports wait unseen',
    description: 'For monitoring.',
    answers: {
      200: ['No report is overdue by more than two passes of watch-deadlines.', 'Health'],
      429: problem('Too many requests from one address.'),
      500: problem('Our fault; ask again.'),
      503: ['A report waits unseen.', 'Health'],
    },
  },
]
