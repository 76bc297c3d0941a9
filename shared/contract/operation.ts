import type { Json } from './json-schema.ts'

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

/** A refusal, as every call words it. */
export const problem = (description: string) => [description, 'Problem'] as const

/** The refusals that any call may answer. */
export const anyRefusal = {
  429: problem('Too many requests from one address; wait and send it again.'),
  500: problem('Our fault; send it again.'),
}

/** What makes a retry safe. */
export const idempotencyKeyOf = (description: string) => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', format: 'uuid' },
})
