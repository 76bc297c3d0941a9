import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import type { Problem } from '../domain/parsed.ts'
import { policy } from '../domain/policy.ts'
import { type Log, withLogFields } from './log.ts'

/** A request as a handler sees it. */
export interface HttpRequest {
  /** The body as text; `''` when there is none. */
  readonly body: string
  readonly pathParameters: Readonly<Record<string, string>>
  /** One value a name; the last one given counts. */
  readonly query: Readonly<Record<string, string>>
  /** Gives a header's value by its name in any case. */
  header(name: string): string | undefined
}

/** What a handler answers. `body` is sent as JSON. */
export interface HttpReply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers one request. */
export type HttpWork = (request: HttpRequest) => Promise<HttpReply>

const titles: Readonly<Record<number, string>> = {
  400: 'Some of it could not be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible as it is',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Already sent with other content',
  500: 'Our fault, not yours',
  503: 'Not available',
}

/** A refusal as RFC 9457 words it, with every problem at once. Nothing of the request is repeated. */
export const refuse = (status: number, detail: string, problems: readonly Problem[] = []): HttpReply => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: 'about:blank', title: titles[status] ?? 'Refused', status, detail, problems },
})

const toRequest = (event: APIGatewayProxyEvent): HttpRequest => {
  const headers = new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  const text = event.body ?? ''
  const definedEntries = (record: object | null) =>
    Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value !== undefined))
  return {
    body: event.isBase64Encoded ? Buffer.from(text, 'base64').toString('utf8') : text,
    pathParameters: definedEntries(event.pathParameters),
    query: definedEntries(event.queryStringParameters),
    header: (name) => headers.get(name.toLowerCase()),
  }
}

const toResult = (reply: HttpReply): APIGatewayProxyResult => ({
  statusCode: reply.status,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  },
  body: JSON.stringify(reply.body),
})

const jsonTypes = /^application\/json\s*(;|$)/i

/** Refuses a body that is too large or not said to be JSON; undefined when it may be read. */
export const refuseBody = (request: HttpRequest): HttpReply | undefined => {
  const type = request.header('content-type')
  if (type !== undefined && !jsonTypes.test(type)) return refuse(415, 'send the body as application/json')
  const bytes = Buffer.byteLength(request.body)
  if (bytes <= policy.bodyBytes) return undefined
  return refuse(413, `the body is ${bytes} bytes, at most ${policy.bodyBytes} are allowed; shorten the longest text`)
}

/** What a caller can do about a fault of ours; whether something was stored is not known. */
const afterFault: Readonly<Record<string, string>> = {
  POST: 'it may not have been stored; keep what you typed and send it again: under the same Idempotency-Key it is stored once',
}

/**
 * The HTTP edge: finds the work for `METHOD /resource`, and turns a fault into a 500 that names the request id and nothing else.
 *
 * @param origin - the front ends' origin for CORS
 * @default origin - `*`: the API holds no cookies, so any front end may call it
 */
export const withHttp =
  (log: Log, routes: Readonly<Record<string, HttpWork>>, origin = '*') =>
  async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { requestId } = event.requestContext
    const reply = await withLogFields({ requestId }, async () => {
      const work = routes[`${event.httpMethod} ${event.resource}`]
      if (work === undefined) return refuse(404, 'there is nothing at this address')
      try {
        return await work(toRequest(event))
      } catch (error) {
        log.fault('request.failed', error)
        return refuse(500, `${afterFault[event.httpMethod] ?? 'ask again'} (request ${requestId})`)
      }
    })
    return toResult({ ...reply, headers: { 'access-control-allow-origin': origin, ...reply.headers } })
  }
