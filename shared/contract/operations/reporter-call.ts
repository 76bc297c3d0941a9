import { guidanceFor } from '../../domain/guidance.ts'
import type { RefusalCode } from '../refusals.ts'
import type { Parameter } from './operation.ts'

/** What makes a retry safe. */
export const idempotencyKey = (description: string): Parameter => ({
  name: 'Idempotency-Key',
  in: 'header',
  description,
  format: 'uuid',
})

/** How problems are handled, by RFC 7240. */
export const preferParameter: Parameter = {
  name: 'Prefer',
  in: 'header',
  description:
    '`handling=strict` makes every problem a 400 (RFC 7240); for developers. `Preference-Applied` says that it did.',
}

/** The reference in the path of a reporter's call. */
export const referenceParameter: Parameter = {
  name: 'reference',
  in: 'path',
  description:
    'The `reference` of the 202. Spaces, hyphens and case are ignored; O counts as 0, and I and L count as 1.',
}

/** Said of every call that needs the follow-up code. */
export const codeInBody = 'The follow-up code proves who asks. It stands in the body, never in the address.'

/** A reference and a follow-up code that no report has. */
export const exampleReference = '7F3K-9QWX-2M4C'
export const exampleCode = '7F3K-9QWX-2M4C-8T5N'

/** Two lines of advice, for examples. */
export const exampleAdvice = guidanceFor(
  { ages: { now: '16-17', inImages: '16-17' }, paid: 'no', shared: 'no' },
  new Date('2026-11-24T12:00:00Z'),
).slice(0, 2)

/** Why any call with a body is refused. */
export const bodyRefusals = ['invalid-request', 'too-large', 'not-json'] as const satisfies readonly RefusalCode[]

/** Why any call of a reporter's with reference and code is refused. */
export const followUpRefusals = [...bodyRefusals, 'report-not-found'] as const satisfies readonly RefusalCode[]
