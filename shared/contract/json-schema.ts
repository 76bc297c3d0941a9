import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

/** Any JSON object. */
export type Json = { [key: string]: unknown }

/** Schemas by the names that they have in a document. */
export type NamedSchemas = Readonly<Record<string, GenericSchema>>

const config: ConversionConfig = {
  // OpenAPI 3.1 is JSON Schema 2020-12.
  target: 'draft-2020-12',
  // What comes out of a list's pipe is the list; what goes in is anything.
  typeMode: 'output',
  ignoreActions: ['check', 'raw_check', 'transform', 'readonly'],
  overrideSchema: ({ jsonSchema }) => {
    if (jsonSchema.required?.length !== 0) return undefined
    const { required: _none, ...rest } = jsonSchema
    return rest
  },
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
}

const withDefinitions = (named: NamedSchemas): ConversionConfig => ({ ...config, definitions: { ...named } })

/** Returns what JSON Schema can say of a schema, with references to those that have a name. */
export const toJson = (schema: GenericSchema, named: NamedSchemas = {}): Json => {
  const { $schema: _dialect, $defs: _named, ...json } = toJsonSchema(schema, withDefinitions(named))
  return json
}

/** Returns the named schemas, with references to each other. */
export const toNamedJson = (named: NamedSchemas): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(toJsonSchemaDefs({ ...named }, config)).map(([name, json]) => [name, { ...json }]))
