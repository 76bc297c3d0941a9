import { ageBands } from '../domain/age.ts'
import { platforms } from '../domain/guidance-line.ts'
import type { Parsed } from '../domain/parsed.ts'
import { oneOf } from './fields.ts'
import { type Infer, object, parseBy } from './schema.ts'

/** The query of GET /guidance; what is left out is not known. */
export const guidanceQuerySchema = object({
  age: oneOf(...ageBands),
  inImages: oneOf(...ageBands),
  paid: oneOf('no', 'yes', 'partly', 'asked-again', 'unknown'),
  shared: oneOf('no', 'yes', 'unsure', 'unknown'),
  platform: oneOf(...platforms),
})

/** A query of GET /guidance that was parsed. */
export type GuidanceQuery = Infer<typeof guidanceQuerySchema>

/** Parses the query of GET /guidance. */
export const parseGuidanceQuery = (query: Readonly<Record<string, string>>): Parsed<GuidanceQuery> =>
  parseBy(guidanceQuerySchema, query)
