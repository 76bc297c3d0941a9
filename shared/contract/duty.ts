import * as v from 'valibot'
import { desks, servedDesks } from '../domain/desk.ts'
import { deskLists } from '../domain/desk-list.ts'
import { grades } from '../domain/grade.ts'
import { regradeReasons, reopenReasons, rerouteReasons } from '../domain/officer-changes.ts'
import { openingReasons } from '../domain/opening-changes.ts'
import { type KeepReason, keepReasons, outcomes } from '../domain/report.ts'
import { type EraseReason, eraseReasons } from '../domain/withdrawal-changes.ts'
import { oneOf, requiredText, shortText } from './fields.ts'
import { object } from './kinds.ts'
import { parseBy } from './parse.ts'
import type { Parsed, Rule } from './problem.ts'

/** The body of a call whose address says everything. */
export const emptySchema = object({})

/**
 * Why an officer opens a report: a reason from the list, and a note in the officer's own words, which is sealed like
 * the report. `before` is the `earlier` value of an opening that did not show all additions and notes.
 */
export const openingSchema = object({ reason: v.picklist(openingReasons), note: requiredText, before: shortText })

/** Where a report is handed, and why. */
export const rerouteSchema = object({ desk: v.picklist(desks), reason: v.picklist(rerouteReasons) })

/** The new grade. `reason` is required where the new grade is less urgent than the old one. */
export const regradeSchema = object({
  grade: v.picklist(grades),
  reason: oneOf(...regradeReasons),
})

/** A note, sealed like a report. */
export const noteSchema = object({ text: requiredText })

/** How a report ended. */
export const closingSchema = object({ outcome: v.picklist(outcomes) })

/** Why a closed report is reopened. */
export const reopeningSchema = object({ reason: v.picklist(reopenReasons) })

/** What an officer decides about a withdrawal, and why: each decision has reasons of its own. */
export const withdrawalDecisionSchema = object({
  decision: v.picklist(['erase', 'keep']),
  reason: v.picklist([...eraseReasons, ...keepReasons]),
})

/** An officer's decision about a withdrawal. */
export type WithdrawalDecision =
  | { readonly decision: 'erase'; readonly reason: EraseReason }
  | { readonly decision: 'keep'; readonly reason: KeepReason }

const parseWithdrawalDecision = (input: unknown): Parsed<WithdrawalDecision> => {
  const parsed = parseBy(withdrawalDecisionSchema, input)
  if (!parsed.ok) return parsed
  const { decision } = parsed.value
  const reasons: readonly string[] = decision === 'erase' ? eraseReasons : keepReasons
  const ofDecision = object({ decision: v.literal(decision), reason: v.picklist(reasons) })
  return parseBy(ofDecision, input) as Parsed<WithdrawalDecision>
}

/** Whether a legal hold keeps the text from being erased. */
export const holdSchema = object({ held: v.boolean() })

const cursor = /^[\w-]{1,400}$/

/** The query of GET /duty/reports. */
export const deskListQuerySchema = object({
  desk: oneOf(...servedDesks),
  state: oneOf(...deskLists),
  cursor: v.optional(v.pipe(v.string(), v.regex(cursor, 'not-a-cursor' satisfies Rule))),
})

/** The query of GET /duty/reports/{reportId}/log. */
export const logQuerySchema = object({
  cursor: v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'not-a-cursor' satisfies Rule))),
})

/** The query of what supervisors ask of one desk. */
export const supervisedDeskQuerySchema = object({ desk: oneOf(...servedDesks) })

/** The parsers of the duty API's bodies and query. */
export const dutyParsers = {
  empty: (input: unknown) => parseBy(emptySchema, input),
  opening: (input: unknown) => parseBy(openingSchema, input),
  reroute: (input: unknown) => parseBy(rerouteSchema, input),
  regrade: (input: unknown) => parseBy(regradeSchema, input),
  closing: (input: unknown) => parseBy(closingSchema, input),
  reopening: (input: unknown) => parseBy(reopeningSchema, input),
  withdrawalDecision: parseWithdrawalDecision,
  hold: (input: unknown) => parseBy(holdSchema, input),
  supervisedDeskQuery: (input: unknown) => parseBy(supervisedDeskQuerySchema, input),
  logQuery: (input: unknown) => parseBy(logQuerySchema, input),
  deskListQuery: (input: unknown) => parseBy(deskListQuerySchema, input),
}
