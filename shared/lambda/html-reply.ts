import { pageHeaders } from '../contract/http-headers.ts'
import type { HttpReply, HttpRequest } from './http.ts'

/** The hashes of what may stand in a page, as a content security policy names them. */
export interface Allowed {
  readonly style: string
  readonly script: string
}

/**
 * The page may load nothing but itself, send to its own origin alone, and stand in no frame. No text becomes markup in
 * the browser, by any script.
 */
const policyOf = ({ style, script }: Allowed): string =>
  [
    "default-src 'none'",
    `style-src '${style}'`,
    `script-src '${script}'`,
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** Answers with a page. */
export const htmlReply = (status: number, page: string, allowed: Allowed): HttpReply => ({
  status,
  headers: { ...pageHeaders, 'content-security-policy': policyOf(allowed) },
  body: page,
})

/** True for a page, whose body is sent as it is. */
export const isPage = ({ headers }: HttpReply): boolean => headers?.['content-type']?.startsWith('text/html') === true

/** True when a client asks for the status and the headers alone (RFC 7240). */
export const prefersNoBody = (request: HttpRequest): boolean =>
  /(^|[\s,;])return=minimal($|[\s,;])/i.test(request.header('prefer') ?? '')
