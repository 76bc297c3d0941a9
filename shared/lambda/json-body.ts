import { parseJson } from '../contract/body.ts'
import { type Cleaned, clean } from '../contract/clean.ts'
import { listed, type Parsed } from '../contract/problem.ts'
import { policy } from '../domain/policy.ts'
import { type HttpReply, type HttpRequest, refuse, refuseBody, refuseProblems } from './http.ts'

/** A body as it may be kept, or why it is refused. */
export type ReadBody = { readonly cleaned: Cleaned } | { readonly refusal: HttpReply }

/**
 * Reads a JSON object without files. Refused are another media type or charset, what is no JSON object, and what is too
 * large as sent or without its files; the refusal repeats nothing of the body.
 */
export const readBody = (request: HttpRequest): ReadBody => {
  const refusal = refuseBody(request)
  if (refusal !== undefined) return { refusal }
  const json = parseJson(request.body.replace(/^\ufeff/, ''))
  if (!json.ok) return { refusal: refuseProblems(json.problems) }
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    return { refusal: refuseProblems([{ pointer: '', detail: 'must be an object', code: 'wrong-type' }]) }
  }
  const cleaned = clean(json.value)
  const bytes = Buffer.byteLength(JSON.stringify(cleaned.value))
  if (bytes <= policy.textBytes) return { cleaned }
  const detail = `the text is ${bytes} bytes as JSON, at most ${policy.textBytes} are allowed; shorten the longest text`
  return { refusal: refuse('too-large', detail) }
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
  const read = readBody(request.body === '' ? { ...request, body: '{}' } : request)
  if ('refusal' in read) return read.refusal
  const parsed = parse(read.cleaned.value)
  return parsed.ok ? work(parsed.value) : refuseProblems(listed(parsed.problems))
}
