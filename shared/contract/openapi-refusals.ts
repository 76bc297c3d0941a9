import type { Json } from './json-schema.ts'
import { retryAfterSeconds } from './limits.ts'
import type { Operation } from './operations/operation.ts'
import { type RefusalCode, refusals } from './refusals.ts'
import { exampleDetails } from './words/refusal-details.ts'
import { refusalWords } from './words/refusals.ts'

/** Why any call may be refused. */
const refusalsOfAny = ['too-many-requests', 'fault', 'busy', 'no-answer'] as const satisfies readonly RefusalCode[]

/** The headers of answers. */
export const headerComponents: Json = {
  'Cache-Control': { description: 'Nothing may be kept.', schema: { type: 'string', const: 'no-store' } },
  'Access-Control-Allow-Origin': {
    description: 'A page of any origin may read the answer.',
    schema: { type: 'string', const: '*' },
  },
  'Retry-After': {
    description: 'How long to wait before the next try, seconds.',
    schema: { type: 'integer', enum: Object.values(retryAfterSeconds) },
  },
}

/** References to the headers that every answer has. */
export const anyHeaders = {
  'Cache-Control': { $ref: '#/components/headers/Cache-Control' },
  'Access-Control-Allow-Origin': { $ref: '#/components/headers/Access-Control-Allow-Origin' },
}

const exampleProblems = [
  {
    pointer: '/age/now',
    detail: 'must be one of: under-13, 13-15, 16-17, 18-24, 25-44, 45-plus, unknown',
    code: 'not-a-choice',
  },
]

const exampleOf = (code: RefusalCode): Json => {
  const { status, title } = refusals[code]
  const problems = code === 'invalid-request' ? exampleProblems : []
  return { value: { type: 'about:blank', title, status, detail: exampleDetails[code], code, problems } }
}

const toResponse = (codes: readonly RefusalCode[]): Json => {
  const content = {
    schema: { $ref: '#/components/schemas/Problem' },
    examples: Object.fromEntries(codes.map((code) => [code, exampleOf(code)])),
  }
  const isLimit = codes.includes('too-many-requests')
  const saysWhen = isLimit || codes.includes('busy')
  const retryAfter = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } }
  return {
    description: codes.map((code) => `\`${code}\`: ${refusalWords[code]}`).join('\n\n'),
    headers: { ...anyHeaders, ...(saysWhen ? retryAfter : {}) },
    // The firewall can send no other type (AWS WAF, CustomResponseBody).
    content: { 'application/problem+json': content, ...(isLimit ? { 'application/json': content } : {}) },
  }
}

/** The reasons of one status share an answer, which is named by them all. */
const byStatus = (codes: readonly RefusalCode[]): ReadonlyArray<readonly [status: number, codes: RefusalCode[]]> => [
  ...Map.groupBy([...codes, ...refusalsOfAny], (code) => refusals[code].status),
]

const nameOf = (codes: readonly RefusalCode[]): string => codes.join('.')

/** Returns references to the answers of a call that is refused for these reasons. */
export const refusalsOf = (codes: readonly RefusalCode[]): Json =>
  Object.fromEntries(byStatus(codes).map(([status, of]) => [status, { $ref: `#/components/responses/${nameOf(of)}` }]))

/** Returns every answer that `refusalsOf` refers to. */
export const refusalComponents = (all: readonly Operation[]): Json =>
  Object.fromEntries(
    all.flatMap((operation) => byStatus(operation.refusals)).map(([, of]) => [nameOf(of), toResponse(of)]),
  )
