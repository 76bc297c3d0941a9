import { parseJson } from '../contract/body.ts'
import type { Parsed } from '../contract/problem.ts'
import { type HttpReply, type HttpRequest, refuseBody, refuseProblems } from './http.ts'

/**
 * Reads a JSON body by its parser; a body that is not there counts as `{}`. Every problem is in the refusal, and
 * nothing of the body.
 */
export const withBody = async <Body>(
  request: HttpRequest,
  parse: (json: unknown) => Parsed<Body>,
  work: (body: Body) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const refusal = refuseBody(request)
  if (refusal !== undefined) return refusal
  const json = parseJson(request.body === '' ? '{}' : request.body)
  const parsed = json.ok ? parse(json.value) : json
  return parsed.ok ? work(parsed.value) : refuseProblems(parsed.problems)
}
