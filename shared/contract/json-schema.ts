import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'

/** Any JSON object. */
export type Json = { [key: string]: unknown }

/** Returns what JSON Schema can say of a schema. For making documents only: no function bundles it. */
export const toJson = (schema: GenericSchema): Json => {
  const { $schema: _dialect, ...json } = toJsonSchema(schema, {
    // What comes out of a list's pipe is the list; what goes in is anything.
    typeMode: 'output',
    ignoreActions: ['raw_check', 'transform'],
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      if (valibotSchema.type === 'picklist') return { type: 'string', enum: jsonSchema.enum ?? [] }
      if (valibotSchema.type !== 'strict_object' || jsonSchema.required?.length !== 0) return undefined
      const { required: _none, ...rest } = jsonSchema
      return rest
    },
  })
  return json
}
