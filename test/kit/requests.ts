import type { HttpRequest } from '../../shared/lambda/http.ts'

/** What a request is made of. */
export interface Requested {
  /** The access token of an officer. */
  readonly token?: string | undefined
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown
  /** The Idempotency-Key. */
  readonly key?: string | undefined
  /** The header `Prefer`. */
  readonly prefer?: string | undefined
  /** The tag of a canary. */
  readonly tag?: string | undefined
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** Returns a request as the HTTP edge hands it to a function. */
export const requestOf = ({ token, body, key, prefer, tag, path = {}, query = {} }: Requested): HttpRequest => {
  const headers: Readonly<Record<string, string | undefined>> = {
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    'idempotency-key': key,
    prefer,
    'harbour-canary': tag,
    'content-type': 'application/json',
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { body: text ?? '', pathParameters: path, query, header: (name) => headers[name.toLowerCase()] }
}
