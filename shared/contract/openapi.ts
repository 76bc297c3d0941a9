import * as z from 'zod/mini'
import { acceptedSchema, guidanceSchema, healthSchema, problemSchema } from './answers.ts'
import { descriptions } from './descriptions.ts'
import { guidanceQuerySchema } from './guidance-query.ts'
import { submissionSchema } from './submission.ts'

type Json = { [key: string]: unknown }

/** One call of the API, as the document describes it. */
export interface Operation {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly description: string
  readonly tag: 'reporters' | 'officers' | 'public'
  readonly parameters?: readonly Json[]
  readonly body?: { readonly schema: string; readonly examples: Readonly<Record<string, unknown>> }
  /** Status to description and schema name. */
  readonly answers: Readonly<Record<number, readonly [description: string, schema: string]>>
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'UUID of version 4, made by the front end (crypto.randomUUID()) once for each report and kept secret. The same key with the same body gives the same answer, however often it is sent. Without one, a retry makes a second report.',
  schema: { type: 'string', format: 'uuid' },
}

const problem = (description: string) => [description, 'Problem'] as const

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

const operations: readonly Operation[] = [
  {
    method: 'post',
    path: '/reports',
    tag: 'reporters',
    summary: 'Send a report',
    description:
      'Nothing is required: a report with one answer is a report. At most 64 KB. No image, upload or base64 of any kind; addresses are kept as text and never fetched.',
    parameters: [idempotencyKey],
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
      500: problem('It was not stored. Send it again with the same Idempotency-Key.'),
    },
  },
  {
    method: 'get',
    path: '/guidance',
    tag: 'public',
    summary: 'Advice, without a report',
    description: 'The same advice that the 202 gives. What is left out is not known.',
    parameters: Object.entries(z.toJSONSchema(guidanceQuerySchema).properties ?? {}).map(([name, schema]) => ({
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

const withDescriptions = (schema: Json, path: string): Json => {
  const properties = schema['properties'] as Record<string, Json> | undefined
  const description = descriptions[path]
  const described = properties && {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [name, withDescriptions(each, path ? `${path}.${name}` : name)]),
    ),
  }
  return { ...(description === undefined ? {} : { description }), ...schema, ...described }
}

const toSchema = (schema: z.core.$ZodType): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io: 'input' }) as Json
  return json
}

const toReference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const toAnswer = ([description, schema]: readonly [string, string]): Json => ({
  description,
  content: {
    [schema === 'Problem' ? 'application/problem+json' : 'application/json']: { schema: toReference(schema) },
  },
})

const toOperation = ({ summary, description, tag, parameters, body, answers }: Operation): Json => ({
  summary,
  description,
  tags: [tag],
  ...(parameters === undefined ? {} : { parameters }),
  ...(body === undefined
    ? {}
    : {
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: toReference(body.schema),
              examples: Object.fromEntries(Object.entries(body.examples).map(([name, value]) => [name, { value }])),
            },
          },
        },
      }),
  responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toAnswer(answer)])),
})

const toPaths = (all: readonly Operation[]): Json => {
  const paths: Record<string, Json> = {}
  for (const operation of all) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation) }
  }
  return paths
}

/** Gives the OpenAPI 3.1 document of the whole API, from the schemas that validate it. */
export const createOpenApi = (): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Harbour',
    version: '1.0.0',
    description: 'Reports of sextortion: sealed, routed to the desk that must act, and never left unseen.',
  },
  paths: {
    ...toPaths(operations),
    '/openapi.json': {
      get: { summary: 'This document', tags: ['public'], responses: { 200: { description: 'OpenAPI 3.1' } } },
    },
  },
  components: {
    schemas: {
      Submission: withDescriptions(toSchema(submissionSchema), ''),
      Accepted: toSchema(acceptedSchema),
      Guidance: toSchema(guidanceSchema),
      Health: toSchema(healthSchema),
      Problem: toSchema(problemSchema),
    },
  },
})
