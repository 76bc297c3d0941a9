import * as z from 'zod/mini'
import { ageBands } from '../domain/age.ts'
import type { Parsed } from '../domain/parsed.ts'
import { oneOf } from './fields.ts'
import { parseBy } from './problems.ts'

/** The query of GET /guidance; what is left out is not known. */
export const guidanceQuerySchema = z.strictObject({
  age: z.optional(z.enum(ageBands)),
  inImages: z.optional(z.enum(ageBands)),
  paid: oneOf('no', 'yes', 'partly', 'asked-again', 'unknown'),
  shared: oneOf('no', 'yes', 'unsure', 'unknown'),
})

/** A query of GET /guidance that was parsed. */
export type GuidanceQuery = z.infer<typeof guidanceQuerySchema>

/** Parses the query of GET /guidance. */
export const parseGuidanceQuery = (query: Readonly<Record<string, string>>): Parsed<GuidanceQuery> =>
  parseBy(guidanceQuerySchema, query)
