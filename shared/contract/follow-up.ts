import type { InferOutput } from 'valibot'
import { requiredText, shortEntry } from './fields.ts'
import { object } from './kinds.ts'
import { parseBy } from './parse.ts'
import type { Parsed } from './problem.ts'

/** The body of a status or a withdrawal: the secret that proves who asks. */
export const followUpSchema = object({ followUpCode: shortEntry })

/** The body of an addition: the secret, and what the reporter adds in their own words. */
export const additionSchema = object({ followUpCode: shortEntry, text: requiredText })

/** A parsed body of a status or a withdrawal. */
export type FollowUp = InferOutput<typeof followUpSchema>

/** A parsed addition. */
export type Addition = InferOutput<typeof additionSchema>

const codeOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'followUpCode' in body ? { followUpCode: body.followUpCode } : {}

/** Parses the body of a status or a withdrawal. Nothing else that stands in it keeps a person from their report. */
export const parseFollowUp = (body: unknown): Parsed<FollowUp> => parseBy(followUpSchema, codeOf(body))
