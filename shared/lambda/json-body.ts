import { parseJson } from '../contract/body.ts'
import { listed, type Parsed } from '../contract/problem.ts'
import { type HttpReply, type HttpRequest, refuseBody, refuseProblems } from './http.ts'
import { handlingOf, withPreference } from './prefer.ts'
import { readCleaned, type Sent } from './read-sent.ts'

/**
 * Parses a body. Refused are another media type or charset, what is no JSON object, and what is too large as it was
 * sent. The refusal repeats nothing of the body.
 */
const readObject = (request: HttpRequest): { readonly value: object } | { readonly refusal: HttpReply } => {
  const refusal = refuseBody(request)
  if (refusal !== undefined) return { refusal }
  const json = parseJson(request.body.replace(/^\ufeff/, ''))
  if (!json.ok) return { refusal: refuseProblems(json.problems) }
  const { value } = json
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value }
  return { refusal: refuseProblems([{ pointer: '', detail: 'must be an object', code: 'wrong-type' }]) }
}

/**
 * Reads a JSON body by its parser; a body that is not there counts as `{}`. Every problem is in the refusal, and
 * nothing of the body.
 */
export const withBody = async <Body>(
  request: HttpRequest,
  parse: (json: unknown) => Parsed<Body>,
  work: (body: Body) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const read = readObject(request.body === '' ? { ...request, body: '{}' } : request)
  if ('refusal' in read) return read.refusal
  const result = readCleaned(read.value)
  if ('refusal' in result) return result.refusal
  const { value, problems } = result.cleaned
  const parsed = parse(value)
  if (parsed.ok && problems.length === 0) return work(parsed.value)
  return refuseProblems(listed([...problems, ...(parsed.ok ? [] : parsed.problems)]))
}

/**
 * Reads a JSON body that is refused for nothing that stands in it, unless the request prefers `handling=strict`. The
 * answer says which preference was applied.
 */
export const withLenientBody = async (
  request: HttpRequest,
  work: (sent: Sent) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const read = readObject(request)
  if ('refusal' in read) return withPreference(request, read.refusal)
  const key = request.header('idempotency-key')
  const isStrict = handlingOf(request) === 'strict'
  return withPreference(request, await work({ value: read.value, key, isStrict }))
}
