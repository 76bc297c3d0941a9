import type { InferOutput } from 'valibot'
import { requiredText, shortEntry } from './fields.ts'
import { object } from './kinds.ts'
import { parseBy } from './parse.ts'
import type { Parsed } from './problem.ts'

/** The secret that proves who asks; spaces, hyphens, case, O for 0 and I or L for 1 are forgiven. */
export const followUpSchema = object({ followUpCode: shortEntry })

/** The same, with what the reporter adds in their own words. */
export const additionSchema = object({ followUpCode: shortEntry, text: requiredText })

/** A status or a withdrawal that was asked for. */
export type FollowUp = InferOutput<typeof followUpSchema>

/** An addition that was parsed. */
export type Addition = InferOutput<typeof additionSchema>

/** Parses the body of a status or a withdrawal. */
export const parseFollowUp = (body: unknown): Parsed<FollowUp> => parseBy(followUpSchema, body)

/** Parses the body of an addition. */
export const parseAddition = (body: unknown): Parsed<Addition> => parseBy(additionSchema, body)
