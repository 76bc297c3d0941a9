import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type RequestListener } from 'node:http'
import type { LocalFunction } from '../lambda/local-function.ts'
import { fitsEvent, withinLimit } from '../lambda/payload-limits.ts'
import { type Listening, listenLocally } from '../machine/listen.ts'
import { type Answer, toAnswer } from './answer.ts'
import type { Authorize } from './authorizer.ts'
import { findRoute } from './find-route.ts'
import { createGatewayAnswers, type GatewayAnswer } from './gateway-answers.ts'
import { createLocalPages, type LocalPagesDeps } from './local-pages.ts'
import { toApiEvent } from './request-event.ts'
import type { ApiRoute } from './routes.ts'

/** What the front needs. */
export interface HttpFrontDeps extends LocalPagesDeps {
  readonly routes: readonly ApiRoute[]
  readonly gatewayAnswers: ReadonlyMap<string, GatewayAnswer>
  /** The types that the API treats as binary. */
  readonly binaryTypes: readonly string[]
  readonly functionNamed: (name: string) => LocalFunction
  /** Says who signed in. It refuses everyone where officers cannot sign in. */
  readonly authorize: Authorize
  readonly now: () => Date
  /** True where each answer says that it is a test. @default false */
  readonly isSandbox?: boolean
  readonly reportFault: (event: string, error: unknown) => void
}

/** Marks each answer of a sandbox. */
export const sandboxHeader = 'harbour-sandbox'

/** Creates the front, which answers requests as API Gateway does and serves the pages of this machine. */
export const createHttpFront = (deps: HttpFrontDeps): RequestListener => {
  const answerTo = createAnswering(deps)
  return async (request, response) => {
    const { status, headers, body } = await answerTo(request)
    const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const connection = request.complete ? {} : { connection: 'close' }
    const mark = deps.isSandbox ? { [sandboxHeader]: 'test; nothing is kept' } : {}
    response.writeHead(status, { ...headers, ...length, ...connection, ...mark } as OutgoingHttpHeaders)
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/**
 * Listens on 127.0.0.1 before the front exists, so that a port in use is reported first. Requests wait for the front.
 *
 * @throws Error in one line when the port is in use or not allowed
 */
export const listenForFront = async (port: number, front: Promise<RequestListener>): Promise<Listening> => {
  const options = { maxHeaderSize: largestHeadBytes }
  const server = createServer(options, async (request, response) => (await front)(request, response))
  try {
    return await listenLocally(server, port)
  } catch (error) {
    throw toListenError(error as NodeJS.ErrnoException, port)
  }
}

/**
 * API Gateway's quota for the values of all headers, bytes. Here their names and the request line count too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const largestHeadBytes = 10_240

const createAnswering = (deps: HttpFrontDeps) => {
  const { routes, functionNamed, authorize, now, reportFault } = deps
  const gatewayAnswer = createGatewayAnswers(deps.gatewayAnswers)
  const localPage = createLocalPages(deps)

  const answerAsGateway = async (request: IncomingMessage, url: URL, requestId: string): Promise<Answer> => {
    const method = request.method ?? 'GET'
    const path = pathOf(request)
    const found = findRoute(routes, method, path)
    if (found === undefined) return gatewayAnswer('MISSING_AUTHENTICATION_TOKEN', requestId)
    const { target, officerScopes } = found.route
    const claims = officerScopes && (await authorize(request.headers.authorization, officerScopes))
    if (officerScopes !== undefined && claims === undefined) return gatewayAnswer('UNAUTHORIZED', requestId)
    if (target.kind === 'fixed') return { status: target.status, headers: target.headers, body: '' }
    const body = await readBody(request)
    if (body === undefined) return bodyTooLarge
    const { rawHeaders, socket } = request
    const sourceIp = socket.remoteAddress ?? ''
    const { searchParams } = url
    const incoming = { method, path, searchParams, rawHeaders, sourceIp, body, requestId, at: now(), claims }
    const event = toApiEvent(incoming, found)
    if (!fitsEvent(event)) return gatewayAnswer('REQUEST_TOO_LARGE', requestId)
    const result = await inTime(functionNamed(target.functionName).invoke(event))
    if (result === late) return gatewayAnswer('INTEGRATION_TIMEOUT', requestId)
    const rule = { binaryTypes: deps.binaryTypes, accept: request.headers.accept }
    return toAnswer(withinLimit(result), requestId, rule)
  }

  return async (request: IncomingMessage): Promise<Answer> => {
    const requestId = randomUUID()
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      return localPage(request.method ?? 'GET', url) ?? (await answerAsGateway(request, url, requestId))
    } catch (error) {
      reportFault('request.failed', error)
      return gatewayAnswer('INTEGRATION_FAILURE', requestId)
    }
  }
}

/** Returns the path as it was sent; a URL would decode `%2E%2E` and walk up. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?')[0] ?? '/'

/**
 * API Gateway's quota for a request body, bytes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const largestBodyBytes = 10 * 1024 * 1024

/**
 * What API Gateway was seen to answer to a larger body, whatever the gateway responses say: no JSON, and without the
 * header that a browser needs to show it.
 *
 * @see https://github.com/koki-develop/lgtm-generator/issues/10
 */
const bodyTooLarge: Answer = {
  status: 413,
  headers: { 'content-type': 'text; charset=utf-8' },
  body: `HTTP content length exceeded ${largestBodyBytes} bytes.`,
}

/** How long API Gateway waits for a function, milliseconds. @see the quota of integration timeouts, as above */
const longestIntegrationMs = 29_000

const late = Symbol('late')

/** Returns what a function returns, or that it is late. The function runs on, as on AWS. */
const inTime = async (invocation: Promise<unknown>): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers<typeof late>()
  const timer = setTimeout(() => resolve(late), longestIntegrationMs)
  return Promise.race([invocation, promise]).finally(() => clearTimeout(timer))
}

/** Reads a body up to API Gateway's quota. Returns undefined for a larger one, whose rest it does not read. */
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

const toListenError = ({ code }: NodeJS.ErrnoException, port: number): Error => {
  const problem = code === 'EADDRINUSE' ? `port ${port} is in use` : `port ${port} cannot be used (${code})`
  return new Error(`${problem}; choose another: PORT=9000 npm start`)
}
