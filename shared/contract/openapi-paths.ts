import { type Json, type NamedSchemas, toJson } from './json-schema.ts'
import { anyHeaders, refusalsOf } from './openapi-refusals.ts'
import type { Answer, Input, Operation, Parameter } from './operations/operation.ts'
import { withWords } from './words/words-of.ts'

const toAnswer = ({ description, schema, example, links }: Answer, named: NamedSchemas): Json => ({
  description,
  headers: anyHeaders,
  content: { 'application/json': { schema: toJson(schema, named), example } },
  ...(links === undefined ? {} : { links }),
})

const toParameter = ({ name, in: place, description, format }: Parameter): Json => ({
  name,
  in: place,
  required: place === 'path',
  description,
  schema: { type: 'string', ...(format === undefined ? {} : { format }) },
})

const toQueryParameters = ({ schema, words, examples }: Input): readonly Json[] => {
  const { properties } = withWords(toJson(schema), words)
  const example = Object.values(examples)[0] as Json
  return Object.entries(properties as Readonly<Record<string, Json>>).map(([name, { description, ...json }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: json,
    ...(name in example ? { example: example[name] } : {}),
  }))
}

const toBody = ({ schema, examples }: Input, named: NamedSchemas): Json => ({
  required: true,
  content: {
    'application/json': {
      schema: toJson(schema, named),
      examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
    },
  },
})

const toOperation = (operation: Operation, named: NamedSchemas): Json => {
  const { operationId, tag, summary, description, parameters = [], query, body, answers } = operation
  const all = [...parameters.map(toParameter), ...(query === undefined ? [] : toQueryParameters(query))]
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: tag === 'officers' ? [{ officer: [] }] : [],
    ...(all.length === 0 ? {} : { parameters: all }),
    ...(body === undefined ? {} : { requestBody: toBody(body, named) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toAnswer(answer, named)])),
      ...refusalsOf(operation.refusals),
    },
  }
}

/** Returns the paths of an OpenAPI document. */
export const toPaths = (all: readonly Operation[], named: NamedSchemas): Json => {
  const byPath = Map.groupBy(all, ({ path }) => path)
  const toMethods = (ofPath: readonly Operation[]) =>
    Object.fromEntries(ofPath.map((each) => [each.method.toLowerCase(), toOperation(each, named)]))
  return Object.fromEntries([...byPath].map(([path, ofPath]) => [path, toMethods(ofPath)]))
}
