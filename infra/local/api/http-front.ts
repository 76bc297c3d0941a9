import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type RequestListener } from 'node:http'
import type { SentAlert } from '../alerts/alert-log.ts'
import { toAlertsPage } from '../alerts/alerts-page.ts'
import type { LocalFunction } from '../lambda/function-worker.ts'
import { type Listening, listenLocally } from '../machine/listen.ts'
import type { Authorize } from './authorizer.ts'
import { toApiEvent } from './request-event.ts'
import { type ApiRoute, findRoute, type GatewayAnswer } from './routes.ts'

/** What the front answers with. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

/** What the front needs. */
export interface HttpFrontDeps {
  readonly routes: readonly ApiRoute[]
  readonly gatewayAnswers: ReadonlyMap<string, GatewayAnswer>
  readonly functionNamed: (name: string) => LocalFunction
  /** Says who signed in. Refuses everyone where the stack has no user pool. */
  readonly authorize: Authorize
  /** Where a command-line client signs in; undefined where nobody can. */
  readonly signIn: { readonly tokenEndpoint: string; readonly clientId: string } | undefined
  readonly alerts: () => readonly SentAlert[]
  readonly now: () => Date
  readonly reportFault: (event: string, error: unknown) => void
}

/** API Gateway's quota for a request body, bytes. */
const largestBodyBytes = 10 * 1024 * 1024

const problemType = 'application/problem+json'

const gatewayFaults = {
  UNAUTHORIZED: { status: 401, title: 'Not signed in', detail: 'sign in first' },
  MISSING_AUTHENTICATION_TOKEN: { status: 404, title: 'Not found', detail: 'there is nothing at this address' },
  REQUEST_TOO_LARGE: { status: 413, title: 'Too large', detail: 'the body is over 10 MB' },
  INTEGRATION_FAILURE: { status: 502, title: 'Our fault, not yours', detail: 'send it again' },
} as const

type GatewayFault = keyof typeof gatewayFaults

/** Replaces the `$context` variables of a gateway response. One that is not known here stays as it is written. */
const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\$context\.([\w.]*\w)/g, (whole, name: string) => values[name] ?? whole)

const gatewayAnswer = (answers: HttpFrontDeps['gatewayAnswers'], type: GatewayFault, requestId: string): Answer => {
  const fault = gatewayFaults[type]
  const given = answers.get(type) ?? answers.get(fault.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  const { title, detail } = fault
  const status = given?.status ?? fault.status
  const messageString = JSON.stringify(detail)
  const values = { requestId, status: String(status), 'error.message': detail, 'error.messageString': messageString }
  const own = JSON.stringify({ type: 'about:blank', title, status, detail, problems: [] })
  return {
    status,
    headers: { 'content-type': problemType, 'access-control-allow-origin': '*', ...given?.headers },
    body: given?.body === undefined ? own : fillTemplate(given.body, values),
  }
}

/** Reads a body up to API Gateway's quota; undefined when it is larger. The rest is then not read. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > largestBodyBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

interface ProxyResult {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string | number | boolean>>
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

const isProxyResult = (result: unknown): result is ProxyResult =>
  typeof result === 'object' && result !== null && 'statusCode' in result && Number.isInteger(result.statusCode)

/** Reads what a function answered. @throws Error when it is not what API Gateway takes: then the caller is told 502 */
export const toAnswer = (result: unknown, requestId: string): Answer => {
  if (!isProxyResult(result)) throw new Error('the function did not answer with a statusCode')
  const { statusCode, headers = {}, multiValueHeaders = {}, body = '' } = result
  const single = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  const multiple = Object.entries(multiValueHeaders).map(([name, values]) => [name.toLowerCase(), values])
  return {
    status: statusCode,
    headers: { ...Object.fromEntries(single), ...Object.fromEntries(multiple), 'x-amzn-requestid': requestId },
    body,
  }
}

const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

const page = (html: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: html,
})

/** The pages of this machine, which AWS does not have. */
const localAnswer = (
  method: string,
  path: string,
  { alerts, signIn }: Pick<HttpFrontDeps, 'alerts' | 'signIn'>,
): Answer | undefined => {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  if (path === '/_local/sign-in' && signIn !== undefined) return json(signIn)
  if (path === '/_local/alerts') return json(alerts())
  if (path === '/_local/' || path === '/_local') return page(toAlertsPage(alerts()))
  return undefined
}

const createAnswering = (deps: HttpFrontDeps) => {
  const callFunction = async (request: IncomingMessage, url: URL, requestId: string): Promise<Answer> => {
    const found = findRoute(deps.routes, request.method ?? 'GET', url.pathname)
    if (found === undefined) return gatewayAnswer(deps.gatewayAnswers, 'MISSING_AUTHENTICATION_TOKEN', requestId)
    const { target, officerScopes } = found.route
    const claims = officerScopes && (await deps.authorize(request.headers.authorization, officerScopes))
    if (officerScopes !== undefined && claims === undefined) {
      return gatewayAnswer(deps.gatewayAnswers, 'UNAUTHORIZED', requestId)
    }
    if (target.kind === 'fixed') return { status: target.status, headers: target.headers, body: '' }
    const body = await readBody(request)
    if (body === undefined) return gatewayAnswer(deps.gatewayAnswers, 'REQUEST_TOO_LARGE', requestId)
    const event = toApiEvent(
      {
        method: request.method ?? 'GET',
        path: url.pathname,
        searchParams: url.searchParams,
        rawHeaders: request.rawHeaders,
        sourceIp: request.socket.remoteAddress ?? '',
        body,
        requestId,
        at: deps.now(),
        claims,
      },
      found,
    )
    return toAnswer(await deps.functionNamed(target.functionName).invoke(event), requestId)
  }

  return async (request: IncomingMessage): Promise<Answer> => {
    const requestId = randomUUID()
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const local = localAnswer(request.method ?? 'GET', url.pathname, deps)
      return local ?? (await callFunction(request, url, requestId))
    } catch (error) {
      deps.reportFault('request.failed', error)
      return gatewayAnswer(deps.gatewayAnswers, 'INTEGRATION_FAILURE', requestId)
    }
  }
}

/** Answers requests as API Gateway does, and serves the pages of this machine. */
export const createHttpFront = (deps: HttpFrontDeps): RequestListener => {
  const answerTo = createAnswering(deps)
  return async (request, response) => {
    const { status, headers, body } = await answerTo(request)
    const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const connection = request.complete ? {} : { connection: 'close' }
    response.writeHead(status, { ...headers, ...length, ...connection } as OutgoingHttpHeaders)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

const toListenError = (error: NodeJS.ErrnoException, port: number): Error => {
  if (error.code === 'EADDRINUSE') return new Error(`port ${port} is in use; choose another: PORT=9000 npm start`)
  return new Error(`port ${port} cannot be used: ${error.code}`)
}

/**
 * Listens on 127.0.0.1 at once, so that a port in use is told first; requests wait until the front is there.
 *
 * @throws Error when the port is in use or not allowed
 */
export const listenOn = async (port: number, front: Promise<RequestListener>): Promise<Listening> => {
  const server = createServer(async (request, response) => (await front)(request, response))
  try {
    return await listenLocally(server, port)
  } catch (error) {
    throw toListenError(error as NodeJS.ErrnoException, port)
  }
}
