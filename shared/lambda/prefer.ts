import type { HttpReply, HttpRequest } from './http.ts'

/** One preference of the header. A comma in a quoted value splits it, which changes nothing of what is read here. */
const handling = /^\s*handling\s*=\s*"?(strict|lenient)"?\s*(?:;|$)/i

/**
 * How a client wants problems handled: of several preferences, the first counts.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7240#section-4.4
 */
export const handlingOf = (request: HttpRequest): 'strict' | 'lenient' | undefined => {
  const preferences = (request.header('prefer') ?? '').split(',')
  const [first] = preferences.flatMap((each) => handling.exec(each)?.[1]?.toLowerCase() ?? [])
  return first === 'strict' || first === 'lenient' ? first : undefined
}

/** Says in the answer which preference was applied. */
export const withPreference = (request: HttpRequest, reply: HttpReply): HttpReply => {
  const applied = handlingOf(request)
  if (applied === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'preference-applied': `handling=${applied}` } }
}
