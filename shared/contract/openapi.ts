import type { GenericSchema } from 'valibot'
import { dutyScope } from '../domain/officer-scope.ts'
import { adviceAnswer, guidanceAnswer } from './answers/advice.ts'
import { handedOverAnswer } from './answers/handed-over.ts'
import { healthAnswer } from './answers/health.ts'
import { logAnswer } from './answers/log.ts'
import { openedAnswer } from './answers/opened.ts'
import { refusalAnswer } from './answers/problem.ts'
import { deskListAnswer, reportViewAnswer } from './answers/report-view.ts'
import { acceptedAnswer, addedAnswer, statusAnswer, undoneAnswer, withdrawnAnswer } from './answers/reporter.ts'
import {
  closingSchema,
  emptySchema,
  holdSchema,
  noteSchema,
  openingSchema,
  regradeSchema,
  reopeningSchema,
  rerouteSchema,
  withdrawalDecisionSchema,
} from './duty.ts'
import { additionSchema, followUpSchema } from './follow-up.ts'
import { type Json, type NamedSchemas, toNamedJson } from './json-schema.ts'
import { toPaths } from './openapi-paths.ts'
import { headerComponents, refusalComponents } from './openapi-refusals.ts'
import { operations } from './operations/all.ts'
import type { Operation, Tag } from './operations/operation.ts'
import { submissionSchema } from './submission.ts'
import { introduction } from './words/introduction.ts'
import { type Words, withWords } from './words/words-of.ts'

/** The schemas that have a name in the document; generated clients name their types by it. */
const named = {
  Submission: submissionSchema,
  Accepted: acceptedAnswer,
  Advice: adviceAnswer,
  Guidance: guidanceAnswer,
  Health: healthAnswer,
  FollowUp: followUpSchema,
  Addition: additionSchema,
  Added: addedAnswer,
  Status: statusAnswer,
  Withdrawn: withdrawnAnswer,
  Undone: undoneAnswer,
  Empty: emptySchema,
  Opening: openingSchema,
  Reroute: rerouteSchema,
  Regrade: regradeSchema,
  Note: noteSchema,
  Closing: closingSchema,
  Reopening: reopeningSchema,
  WithdrawalDecision: withdrawalDecisionSchema,
  Hold: holdSchema,
  ReportView: reportViewAnswer,
  HandedOver: handedOverAnswer,
  DeskList: deskListAnswer,
  Opened: openedAnswer,
  Log: logAnswer,
  Problem: refusalAnswer,
} as const satisfies NamedSchemas

const tags: Readonly<Record<Tag, string>> = {
  reporters: 'The calls of a person who reports: send, look, add, withdraw. Nobody signs in.',
  public: 'The calls that anyone may make.',
  officers: 'The calls of duty officers, who sign in.',
}

const servers = [
  { url: '.', description: 'Where this document was read from.' },
  {
    url: 'https://{apiId}.execute-api.{region}.amazonaws.com/v1',
    description: "A deployment on AWS: the stack's output `ApiUrl`.",
    variables: { apiId: { default: 'a1b2c3d4e5' }, region: { default: 'eu-west-2' } },
  },
]

const officerScheme = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: `An access token of the officers' user pool, with the scope ${dutyScope}. Its groups are the officer's desks.`,
}

const wordsOf = (all: readonly Operation[]): ReadonlyMap<GenericSchema, Words> =>
  new Map(all.flatMap(({ body }) => (body === undefined ? [] : [[body.schema, body.words] as const])))

const schemasOf = (all: readonly Operation[]): Json => {
  const words = wordsOf(all)
  const schemas = Object.entries(toNamedJson(named)).map(([name, json]) => {
    const itsWords = Object.hasOwn(named, name) ? words.get(named[name as keyof typeof named]) : undefined
    return [name, itsWords === undefined ? json : withWords(json, itsWords)] as const
  })
  return withReported(Object.fromEntries(schemas))
}

/** What a text of a report may break and be kept as it was sent, with a notice: an opening promises none of it. */
const brokenAndKept = ['maxLength', 'pattern', 'format']

/** Adds the form that a report has in an opening. */
const withReported = ({ Submission, Opened, ...others }: Json): Json => {
  const isKept = (key: string, value: unknown) => typeof value === 'object' || !brokenAndKept.includes(key)
  const copyOf = (json: unknown, reviver: (key: string, value: unknown) => unknown): unknown =>
    JSON.parse(JSON.stringify(json), reviver)
  const [sent, kept] = ['Submission', 'Reported'].map((name) => `#/components/schemas/${name}`)
  return {
    Submission,
    Reported: copyOf(Submission, (key, value) => (isKept(key, value) ? value : undefined)),
    ...others,
    Opened: copyOf(Opened, (key, value) => (key === '$ref' && value === sent ? kept : value)),
  }
}

/** Returns the OpenAPI 3.1 document of the whole API, made of what its calls declare. */
export const createOpenApi = (): Json => {
  const all: readonly Operation[] = Object.values(operations)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Harbour',
      version: '1.0.0',
      description: introduction,
      license: { name: 'All rights reserved', identifier: 'LicenseRef-UNLICENSED' },
    },
    servers,
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: toPaths(all, named),
    components: {
      securitySchemes: { officer: officerScheme },
      headers: headerComponents,
      responses: refusalComponents(all),
      schemas: schemasOf(all),
    },
  }
}
