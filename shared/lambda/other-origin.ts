import type { HttpRequest } from './http.ts'

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)

/**
 * True when a browser says that a page of another origin sends this. Where the browser says nothing, or hides the
 * origin (`null`), it is taken: a person with an old or a careful browser is not turned away.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export const isOfOtherOrigin = (request: HttpRequest): boolean => {
  const site = request.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.header('origin')
  return origin !== undefined && origin !== 'null' && hostOf(origin) !== request.header('host')
}
