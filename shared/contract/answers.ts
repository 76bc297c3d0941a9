import * as z from 'zod/mini'

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
