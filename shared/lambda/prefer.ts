import type { HttpReply, HttpRequest } from './http.ts'

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const word = `(?:${token}|"(?:[^"\\\\]|\\\\.)*")`
const preference = new RegExp(
  `[\\s,]*(?<name>${token})(?:\\s*=\\s*(?<value>${word})?)?(?:\\s*;\\s*(?:${token}(?:\\s*=\\s*(?:${word})?)?)?)*\\s*(?=,|$)`,
  'y',
)

const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value)

/** The longest header that is read. */
const longestHeader = 1000

/** Returns the value of a preference by RFC 7240: of several, the first counts. */
const findPreference = (header: string, name: string): string | undefined => {
  preference.lastIndex = 0
  for (let found = preference.exec(header); found !== null; found = preference.exec(header)) {
    const { groups = {} } = found
    if (groups['name']?.toLowerCase() === name) return unquoted(groups['value'] ?? '').toLowerCase()
  }
  return undefined
}

/** How a client wants problems handled. @see https://www.rfc-editor.org/rfc/rfc7240#section-4.4 */
export const handlingOf = (request: HttpRequest): 'strict' | 'lenient' | undefined => {
  const handling = findPreference((request.header('prefer') ?? '').slice(0, longestHeader), 'handling')
  return handling === 'strict' || handling === 'lenient' ? handling : undefined
}

/** Says in the answer which preference was applied. */
export const withPreference = (request: HttpRequest, reply: HttpReply): HttpReply => {
  const handling = handlingOf(request)
  if (handling === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'preference-applied': `handling=${handling}` } }
}
