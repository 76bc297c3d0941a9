import type { InferOutput } from 'valibot'
import { ageBands } from '../domain/age.ts'
import { platforms } from '../domain/guidance-line.ts'
import { oneOf } from './fields.ts'
import { object } from './kinds.ts'
import { parseBy } from './parse.ts'
import type { Parsed } from './problem.ts'

/** The query of GET /guidance. What is left out is not known. */
export const guidanceQuerySchema = object({
  age: oneOf(...ageBands),
  inImages: oneOf(...ageBands),
  paid: oneOf('no', 'yes', 'partly', 'asked-again', 'unknown'),
  shared: oneOf('no', 'yes', 'unsure', 'unknown'),
  platform: oneOf(...platforms),
})

/** A parsed query of GET /guidance. */
export type GuidanceQuery = InferOutput<typeof guidanceQuerySchema>

/** Parses the query of GET /guidance. */
export const parseGuidanceQuery = (query: Readonly<Record<string, string>>): Parsed<GuidanceQuery> =>
  parseBy(guidanceQuerySchema, query)
