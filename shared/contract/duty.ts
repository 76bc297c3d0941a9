import * as z from 'zod/mini'
import { desks } from '../domain/desk.ts'
import { deskLists } from '../domain/desk-list.ts'
import { grades } from '../domain/grade.ts'
import { openingReasons, regradeReasons, rerouteReasons } from '../domain/officer-steps.ts'
import { outcomes } from '../domain/report.ts'
import { requiredText } from './fields.ts'
import { parseBy } from './problems.ts'

/** The body of a call that says all by its address. */
export const emptySchema = z.strictObject({})

/** Why an officer opens a report: a reason from the list, and a note in their own words, which is sealed like a report. */
export const openingSchema = z.strictObject({ reason: z.enum(openingReasons), note: requiredText })

/** To whom a report is handed over, and why. */
export const rerouteSchema = z.strictObject({ desk: z.enum(desks), reason: z.enum(rerouteReasons) })

/** The new grade; `reason` is needed where it is less urgent than the old one. */
export const regradeSchema = z.strictObject({
  grade: z.enum(grades),
  reason: z.optional(z.enum(regradeReasons)),
})

/** A note, sealed like a report. */
export const noteSchema = z.strictObject({ text: requiredText })

/** How a report ended. */
export const closingSchema = z.strictObject({ outcome: z.enum(outcomes) })

/** Whether a legal hold keeps the text from being erased. */
export const holdSchema = z.strictObject({ held: z.boolean() })

/** The query of GET /duty/reports. */
export const deskListQuerySchema = z.strictObject({
  desk: z.optional(z.enum(desks)),
  state: z.optional(z.enum(deskLists)),
  cursor: z.optional(z.string().check(z.regex(/^[\w-]{1,400}$/))),
})

/** Parses the bodies and the query of the duty API. */
export const dutyParsers = {
  empty: (input: unknown) => parseBy(emptySchema, input),
  opening: (input: unknown) => parseBy(openingSchema, input),
  reroute: (input: unknown) => parseBy(rerouteSchema, input),
  regrade: (input: unknown) => parseBy(regradeSchema, input),
  note: (input: unknown) => parseBy(noteSchema, input),
  closing: (input: unknown) => parseBy(closingSchema, input),
  hold: (input: unknown) => parseBy(holdSchema, input),
  deskListQuery: (input: unknown) => parseBy(deskListQuerySchema, input),
}
