import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { answerHeaders } from '../contract/http-headers.ts'
import { retryAfterSeconds } from '../contract/limits.ts'
import type { OperationKey } from '../contract/operations/all.ts'
import type { PageKey } from '../contract/operations/pages.ts'
import type { Problem } from '../contract/problem.ts'
import { type RefusalCode, refusals } from '../contract/refusals.ts'
import { policy } from '../domain/policy.ts'
import { ReportBusy } from '../ports/report-store.ts'
import { compressed } from './compressed.ts'
import { isPage } from './html-reply.ts'
import { type Log, withLogFields } from './log.ts'

/** A request as a handler sees it. */
export interface HttpRequest {
  /** The body as text; `''` when there is none. */
  readonly body: string
  readonly pathParameters: Readonly<Record<string, string>>
  /** One value a name; the last one given counts. */
  readonly query: Readonly<Record<string, string>>
  /** Returns a header's value by its name in any case. */
  header(name: string): string | undefined
}

/** What a handler answers. `body` is sent as JSON; that of a page, which is text, as it is. */
export interface HttpReply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers one request. */
export type HttpWork = (request: HttpRequest) => Promise<HttpReply>

/** Answers a request of a browser with a page, also when its work fails. */
export interface PageWork {
  readonly answer: HttpWork
  /** The page after a fault, with all that was typed. */
  readonly afterFault: (request: HttpRequest) => HttpReply | Promise<HttpReply>
}

/** What a refusal holds besides its code. */
export interface RefusalMore {
  readonly problems?: readonly Problem[]
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Words a refusal as a problem document (RFC 9457). Nothing of the request may be repeated in it.
 *
 * @param detail - what is wrong and what to do: lower case, no full stop
 */
export const refuse = (code: RefusalCode, detail: string, { problems = [], headers }: RefusalMore = {}): HttpReply => {
  const { status, title } = refusals[code]
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: { type: 'about:blank', title, status, detail, code, problems },
  }
}

/** Refuses a body or a query with everything that is wrong with it. */
export const refuseProblems = (problems: readonly Problem[]): HttpReply =>
  refuse('invalid-request', 'correct the fields listed in `problems` and try again', { problems })

/** API Gateway's REST API hands path parameters on as they came. What cannot be decoded stays as it is. */
const percentDecoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const toRequest = (event: APIGatewayProxyEvent): HttpRequest => {
  const headers = new Map(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  for (const [name, values = []] of Object.entries(event.multiValueHeaders ?? {})) {
    if (name.toLowerCase() === 'prefer') headers.set('prefer', values.join(', '))
  }
  const text = event.body ?? ''
  const definedEntries = (record: object | null) =>
    Object.fromEntries(Object.entries(record ?? {}).filter(([, value]) => value !== undefined))
  return {
    body: event.isBase64Encoded ? Buffer.from(text, 'base64').toString('utf8') : text,
    pathParameters: Object.fromEntries(
      Object.entries(definedEntries(event.pathParameters)).map(([name, value]) => [
        name,
        percentDecoded(String(value)),
      ]),
    ),
    query: definedEntries(event.queryStringParameters),
    header: (name) => headers.get(name.toLowerCase()),
  }
}

const toResult = (reply: HttpReply, { header }: HttpRequest, method: string): APIGatewayProxyResult => {
  if (!isPage(reply)) {
    const headers = { 'content-type': 'application/json', ...answerHeaders, ...reply.headers }
    return { statusCode: reply.status, headers, body: JSON.stringify(reply.body) }
  }
  const { headers, ...body } = compressed(String(reply.body), header, method === 'POST')
  return { statusCode: reply.status, headers: { ...reply.headers, ...headers }, ...body }
}

const charset = /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/i

/** Returns true for JSON in UTF-8, which is what is meant where no charset is named. */
const isJson = (contentType: string): boolean => {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  const charsets = parameters.flatMap((parameter) => charset.exec(parameter)?.[1] ?? [])
  return type.trim() === 'application/json' && charsets.every((name) => name === 'utf-8' || name === 'utf8')
}

/** Refuses a body that is too large or not said to be JSON; undefined when it may be read. */
export const refuseBody = (request: HttpRequest): HttpReply | undefined => {
  const type = request.header('content-type')
  if (type !== undefined && !isJson(type)) return refuse('not-json', 'send the body as application/json in UTF-8')
  const bytes = Buffer.byteLength(request.body)
  if (bytes <= policy.bodyBytes) return undefined
  return refuse(
    'too-large',
    `the body is ${bytes} bytes, at most ${policy.bodyBytes} are read; leave out what is not text`,
  )
}

/** What a caller is told that a fault of ours, or too much at once, kept from an answer: lower case, no full stop. */
export interface FaultWords {
  /** Whether something was stored is not known. */
  readonly afterFault: (method: string, resource: string) => string
  readonly busy: string
}

/** What front ends of reporters are told. */
const reporterWords: FaultWords = {
  afterFault: (method) =>
    method === 'POST'
      ? 'it may not have been stored; keep what you typed and send it again: under the same Idempotency-Key it is stored once'
      : 'ask again',
  busy: 'too many changes of this report at once; send it again, under the same Idempotency-Key',
}

const busy = (words: FaultWords): HttpReply =>
  refuse('busy', words.busy, { headers: { 'retry-after': String(retryAfterSeconds.everybody) } })

/** The work of each call and page, by its method and path. */
export type HttpRoutes = Readonly<Partial<Record<OperationKey, HttpWork>>> &
  Readonly<Partial<Record<PageKey, PageWork>>>

const findWork = (routes: HttpRoutes, method: string, resource: string): HttpWork | PageWork | undefined =>
  Object.entries(routes).find(([key]) => key === `${method} ${resource}`)?.[1]

/**
 * API Gateway sends every method of a path to its function, so that a wrong one is refused as HTTP asks: with those
 * that are right.
 */
const refuseMethod = (routes: HttpRoutes, resource: string): HttpReply => {
  const methods = Object.keys(routes).flatMap((key) => {
    const [method = '', path] = key.split(' ')
    return path === resource ? [method] : []
  })
  if (methods.length === 0) return refuse('no-such-address', 'there is nothing at this address')
  const headers = { allow: [...methods, 'OPTIONS'].join(', ') }
  return refuse('method-not-allowed', `use ${methods.join(' or ')} at this address`, { headers })
}

/**
 * The HTTP edge: finds the work for `METHOD /path`, and turns a fault into a 500 that names the request id and nothing
 * else, or into the page that a person sees after a fault.
 *
 * @param words - @default those for the front ends of reporters
 */
export const withHttp =
  (log: Log, routes: HttpRoutes, words: FaultWords = reporterWords) =>
  async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { requestId } = event.requestContext
    const request = toRequest(event)
    const attempt = async (work: () => HttpReply | Promise<HttpReply>): Promise<HttpReply | 'busy' | 'failed'> => {
      try {
        return await work()
      } catch (error) {
        if (error instanceof ReportBusy) return 'busy'
        log.fault('request.failed', error)
        return 'failed'
      }
    }
    const refuseAfter = (outcome: 'busy' | 'failed') =>
      outcome === 'busy'
        ? busy(words)
        : refuse('fault', `${words.afterFault(event.httpMethod, event.resource)} (request ${requestId})`)
    const answerPage = async (page: PageWork): Promise<HttpReply | 'busy' | 'failed'> => {
      const answer = await attempt(() => page.answer(request))
      return typeof answer === 'string' ? attempt(() => page.afterFault(request)) : answer
    }
    const reply = await withLogFields({ requestId }, async () => {
      const work = findWork(routes, event.httpMethod, event.resource)
      if (work === undefined) return refuseMethod(routes, event.resource)
      const answer = await (typeof work === 'function' ? attempt(() => work(request)) : answerPage(work))
      return typeof answer === 'string' ? refuseAfter(answer) : answer
    })
    return toResult(reply, request, event.httpMethod)
  }
