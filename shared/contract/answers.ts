import { desks } from '../domain/desk.ts'
import { deskLists } from '../domain/desk-list.ts'
import { grades } from '../domain/grade.ts'
import { outcomes } from '../domain/report.ts'
import type { Json } from './schema.ts'

const text = { type: 'string' }
const number = { type: 'number' }
const flag = { type: 'boolean' }
const anything = {}
const listOf = (items: Json): Json => ({ type: 'array', items })
const oneOf = (values: readonly string[]): Json => ({ type: 'string', enum: values })

interface MayBeLeftOut {
  readonly mayBeLeftOut: Json
}
const optional = (schema: Json): MayBeLeftOut => ({ mayBeLeftOut: schema })

/** What is sent back may have more in a later version, so no answer refuses other fields. */
const object = (shape: Readonly<Record<string, Json | MayBeLeftOut>>): Json => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, 'mayBeLeftOut' in schema ? schema.mayBeLeftOut : schema]),
  ),
  required: Object.keys(shape).filter((name) => !('mayBeLeftOut' in (shape[name] ?? {}))),
})

/** One line of advice, with where it was seen and when it was last reviewed. */
export const adviceAnswer = object({
  id: text,
  text: text,
  source: text,
  reviewedOn: text,
  url: optional(text),
  phone: optional(text),
})

/** The 202 of POST /reports. */
export const acceptedAnswer = object({
  reference: text,
  followUpCode: text,
  receivedAt: text,
  guidance: listOf(adviceAnswer),
})

/** The 200 of GET /guidance. */
export const guidanceAnswer = object({ guidance: listOf(adviceAnswer) })

/** What GET /health says. */
export const healthAnswer = object({ status: oneOf(['ok', 'overdue']), oldestOverdueSeconds: number })

/** A refusal (RFC 9457) with every problem at once. */
export const problemAnswer = object({
  type: text,
  title: text,
  status: number,
  detail: text,
  problems: listOf(object({ pointer: text, detail: text })),
})

/** The 202 of an addition. */
export const addedAnswer = object({ receivedAt: text })

/** Where a report stands, as its reporter is told. */
export const statusAnswer = object({
  state: oneOf(['received', 'waiting', 'with-an-officer', 'closed', 'withdrawn']),
  text: text,
  updates: listOf(object({ at: text, text: text })),
})

/** The 200 of a withdrawal. */
export const withdrawnAnswer = object({ textErased: flag, text: text })

const factsAnswer = {
  division: optional(text),
  alsoPossible: optional(listOf(text)),
  forces: optional(listOf(text)),
  imagesAge: optional(oneOf(['not-asked'])),
}

/** What an officer sees of a report before opening it: facts and times, never a word that was typed. */
export const reportViewAnswer = object({
  reportId: text,
  reference: text,
  state: oneOf(['routed', 'alerted', 'acknowledged', 'closed', 'erased', 'withdrawn']),
  desk: oneOf(desks),
  grade: oneOf(grades),
  gradeReasons: listOf(text),
  ageGroup: oneOf(['child', 'adult']),
  ...factsAnswer,
  receivedAt: text,
  dueAt: optional(text),
  actBy: optional(text),
  alertKind: text,
  alertStep: number,
  acknowledgedBy: optional(text),
  acknowledgedAt: optional(text),
  unreadSince: optional(text),
  additions: number,
  notes: number,
  withdrawalRequestedAt: optional(text),
  withdrawnAt: optional(text),
  outcome: optional(oneOf(outcomes)),
  closedAt: optional(text),
  heldBy: optional(text),
})

/** One page of a desk's list. */
export const deskListAnswer = object({
  desk: oneOf(desks),
  state: oneOf(deskLists),
  reports: listOf(reportViewAnswer),
  next: optional(text),
})

/** A report in clear, as its submission was parsed, with what came later. */
export const openedAnswer = object({
  reportId: text,
  reference: text,
  desk: oneOf(desks),
  state: text,
  receivedAt: text,
  ...factsAnswer,
  report: anything,
  parts: listOf(
    object({
      id: text,
      kind: oneOf(['addition', 'note']),
      at: text,
      officer: optional(text),
      text: optional(text),
      waiting: optional(flag),
      failed: optional(flag),
    }),
  ),
  withdrawalRequestedAt: optional(text),
  earlier: optional(text),
  noteKept: optional(flag),
})

/** The log of a report, and whether it is every entry that was written. */
export const logAnswer = object({
  reportId: text,
  whole: flag,
  breaksAt: optional(number),
  entries: listOf(
    object({
      seq: number,
      at: text,
      who: text,
      what: text,
      facts: {
        type: 'object',
        propertyNames: text,
        additionalProperties: { anyOf: [text, number, flag, listOf(text)] },
      },
      previousHash: text,
      hash: text,
    }),
  ),
})
