import {
  acceptedAnswer,
  addedAnswer,
  deskListAnswer,
  guidanceAnswer,
  healthAnswer,
  logAnswer,
  openedAnswer,
  problemAnswer,
  reportViewAnswer,
  statusAnswer,
  withdrawnAnswer,
} from './answers.ts'
import { descriptions } from './descriptions.ts'
import {
  closingSchema,
  emptySchema,
  holdSchema,
  noteSchema,
  openingSchema,
  regradeSchema,
  rerouteSchema,
} from './duty.ts'
import { dutyOperations } from './duty-operations.ts'
import { additionSchema, followUpSchema } from './follow-up.ts'
import { type Json, toJson } from './json-schema.ts'
import type { Operation } from './operation.ts'
import { publicOperations } from './public-operations.ts'
import { submissionSchema } from './submission.ts'

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

const toReference = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const withSubmission = (opened: Json): Json => ({
  ...opened,
  properties: { ...(opened['properties'] as Json), report: toReference('Submission') },
})

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
  ...(tag === 'officers' ? { security: [{ officer: [] }] } : {}),
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
    ...toPaths([...publicOperations, ...dutyOperations]),
    '/openapi.json': {
      get: { summary: 'This document', tags: ['public'], responses: { 200: { description: 'OpenAPI 3.1' } } },
    },
  },
  components: {
    securitySchemes: {
      officer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          "An access token of the officers' user pool, with the scope harbour/duty. Its groups are the officer's desks.",
      },
    },
    schemas: {
      Submission: withDescriptions(toJson(submissionSchema), ''),
      Accepted: acceptedAnswer,
      Guidance: guidanceAnswer,
      Health: healthAnswer,
      FollowUp: toJson(followUpSchema),
      Addition: toJson(additionSchema),
      Added: addedAnswer,
      Status: statusAnswer,
      Withdrawn: withdrawnAnswer,
      Empty: toJson(emptySchema),
      Opening: withDescriptions(toJson(openingSchema), 'Opening'),
      Reroute: toJson(rerouteSchema),
      Regrade: toJson(regradeSchema),
      Note: toJson(noteSchema),
      Closing: toJson(closingSchema),
      Hold: toJson(holdSchema),
      ReportView: withDescriptions(reportViewAnswer, 'ReportView'),
      DeskList: deskListAnswer,
      Opened: withSubmission(withDescriptions(openedAnswer, 'Opened')),
      Log: logAnswer,
      Problem: problemAnswer,
    },
  },
})
