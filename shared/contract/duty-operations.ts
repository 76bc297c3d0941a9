import { deskListQuerySchema } from './duty.ts'
import { type Json, toJson } from './json-schema.ts'
import { anyRefusal, idempotencyKeyOf, type Operation, problem } from './operation.ts'

const reportId = {
  name: 'reportId',
  in: 'path',
  required: true,
  description: "The report's id or reference.",
  schema: { type: 'string' },
}

const refusals = {
  400: problem('Some of it could not be read; every problem is listed.'),
  401: problem('No access token, or not one that is right.'),
  403: problem('The officer serves no desk, or is of duty control, which sees the facts of this report only.'),
  404: problem("The officer's desk has no such report; the same where there is none at all."),
  ...anyRefusal,
}
const changeRefusals = {
  ...refusals,
  409: problem('The state of the report does not allow it; the detail says why, and who has it.'),
  413: problem('The body is over 64 KB.'),
  415: problem('The body is not application/json.'),
}

interface Change {
  readonly what: string
  readonly summary: string
  readonly description: string
  readonly schema: string
  readonly example: object
  readonly answer?: readonly [description: string, schema: string]
  readonly parameters?: Operation['parameters']
}

const changes: readonly Change[] = [
  {
    what: 'acknowledgement',
    summary: 'Take a report',
    description: 'The ladder of alerts stops. Taken by another: 409 naming whom.',
    schema: 'Empty',
    example: {},
  },
  {
    what: 'opening',
    summary: 'Read a report',
    description: 'The reading is logged with its reason before anything is opened, each time; the note is sealed.',
    schema: 'Opening',
    example: { reason: 'first-assessment', note: 'New report, to assess the risk.' },
    answer: ['The report in clear, with what came later.', 'Opened'],
  },
  {
    what: 'reroute',
    summary: 'Hand a report to another desk',
    description: 'The new desk alone can open it from then on, and its alerts start anew.',
    schema: 'Reroute',
    example: { desk: 'division-p', reason: 'lives-elsewhere' },
  },
  {
    what: 'grade',
    summary: 'Change the grade',
    description: 'A less urgent grade needs a reason.',
    schema: 'Regrade',
    example: { grade: 'immediate' },
  },
  {
    what: 'notes',
    summary: 'Add a note',
    description: 'Sealed like the report.',
    schema: 'Note',
    example: { text: 'Spoke to the reporter.' },
    parameters: [idempotencyKeyOf('The same key adds once, however often it is sent.')],
  },
  {
    what: 'closing',
    summary: 'Close a report',
    description: 'Sets when its text is erased. Only an acknowledged report can be closed.',
    schema: 'Closing',
    example: { outcome: 'advice-given' },
  },
  {
    what: 'hold',
    summary: 'Set or lift a legal hold',
    description: 'The text of a held report is not erased.',
    schema: 'Hold',
    example: { held: true },
  },
]

const toOperation = ({ what, summary, description, schema, example, answer, parameters = [] }: Change): Operation => ({
  method: 'post',
  path: `/duty/reports/{reportId}/${what}`,
  tag: 'officers',
  summary,
  description,
  parameters: [reportId, ...parameters],
  body: { schema, examples: { example } },
  answers: { 200: answer ?? ['The report as it is now, facts only.', 'ReportView'], ...changeRefusals },
})

/** The calls of duty officers. */
export const dutyOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/duty/reports',
    tag: 'officers',
    summary: "A desk's reports",
    description: 'Facts only, most urgent first. An officer of several desks says which.',
    parameters: Object.entries(toJson(deskListQuerySchema)['properties'] as Json).map(([name, schema]) => ({
      name,
      in: 'query',
      required: false,
      schema,
    })),
    answers: { 200: ['One page.', 'DeskList'], ...refusals },
  },
  {
    method: 'get',
    path: '/duty/reports/{reportId}/log',
    tag: 'officers',
    summary: 'The log of a report',
    description: 'Every step and every reading, chained by hashes and verified.',
    parameters: [reportId],
    answers: { 200: ['The log; `breaksAt` is the first place where it is not what was written.', 'Log'], ...refusals },
  },
  ...changes.map(toOperation),
]
