import * as z from 'zod/mini'
import { desks } from '../domain/desk.ts'
import { deskLists } from '../domain/desk-list.ts'
import { grades } from '../domain/grade.ts'
import { outcomes } from '../domain/report.ts'

/** One line of advice, with where it was seen and when it was last reviewed. */
export const adviceSchema = z.object({
  id: z.string(),
  text: z.string(),
  source: z.string(),
  reviewedOn: z.string(),
  url: z.optional(z.string()),
  phone: z.optional(z.string()),
})

/** The 202 of POST /reports. */
export const acceptedSchema = z.object({
  reference: z.string(),
  followUpCode: z.string(),
  receivedAt: z.string(),
  guidance: z.array(adviceSchema),
})

/** The 200 of GET /guidance. */
export const guidanceSchema = z.object({ guidance: z.array(adviceSchema) })

/** What GET /health says. */
export const healthSchema = z.object({ status: z.enum(['ok', 'overdue']), oldestOverdueSeconds: z.number() })

/** A refusal (RFC 9457) with every problem at once. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  problems: z.array(z.object({ pointer: z.string(), detail: z.string() })),
})

/** The 202 of an addition. */
export const addedSchema = z.object({ receivedAt: z.string() })

/** Where a report stands, as its reporter is told. */
export const statusSchema = z.object({
  state: z.enum(['received', 'waiting', 'with-an-officer', 'closed', 'withdrawn']),
  text: z.string(),
  updates: z.array(z.object({ at: z.string(), text: z.string() })),
})

/** The 200 of a withdrawal. */
export const withdrawnSchema = z.object({ textErased: z.boolean(), text: z.string() })

/** What an officer sees of a report before opening it: facts and times, never a word that was typed. */
export const reportViewSchema = z.object({
  reportId: z.string(),
  reference: z.string(),
  state: z.enum(['routed', 'alerted', 'acknowledged', 'closed', 'erased', 'withdrawn']),
  desk: z.enum(desks),
  grade: z.enum(grades),
  gradeReasons: z.array(z.string()),
  ageGroup: z.enum(['child', 'adult']),
  division: z.optional(z.string()),
  receivedAt: z.string(),
  dueAt: z.optional(z.string()),
  actBy: z.optional(z.string()),
  alertKind: z.string(),
  alertStep: z.number(),
  acknowledgedBy: z.optional(z.string()),
  acknowledgedAt: z.optional(z.string()),
  additions: z.number(),
  notes: z.number(),
  withdrawalRequestedAt: z.optional(z.string()),
  withdrawnAt: z.optional(z.string()),
  outcome: z.optional(z.enum(outcomes)),
  closedAt: z.optional(z.string()),
  heldBy: z.optional(z.string()),
})

/** One page of a desk's list. */
export const deskListSchema = z.object({
  desk: z.enum(desks),
  state: z.enum(deskLists),
  reports: z.array(reportViewSchema),
  next: z.optional(z.string()),
})

/** A report in clear, as its submission was parsed, with what came later. */
export const openedSchema = z.object({
  reportId: z.string(),
  reference: z.string(),
  desk: z.enum(desks),
  state: z.string(),
  receivedAt: z.string(),
  report: z.unknown(),
  parts: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['addition', 'note']),
      at: z.string(),
      officer: z.optional(z.string()),
      text: z.optional(z.string()),
      waiting: z.optional(z.boolean()),
    }),
  ),
})

/** The log of a report, and whether it is every entry that was written. */
export const logSchema = z.object({
  reportId: z.string(),
  whole: z.boolean(),
  breaksAt: z.optional(z.number()),
  entries: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      who: z.string(),
      what: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
})
