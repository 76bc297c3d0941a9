import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type RequestListener } from 'node:http'
import type { LocalFunction } from '../lambda/local-function.ts'
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
  readonly functionNamed: (name: string) => LocalFunction
  /** Says who signed in. It refuses everyone where officers cannot sign in. */
  readonly authorize: Authorize
  readonly now: () => Date
  readonly reportFault: (event: string, error: unknown) => void
}

/** Creates the front, which answers requests as API Gateway does and serves the pages of this machine. */
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

/**
 * Listens on 127.0.0.1 before the front exists, so that a port in use is reported first. Requests wait for the front.
 *
 * @throws Error in one line when the port is in use or not allowed
 */
export const listenForFront = async (port: number, front: Promise<RequestListener>): Promise<Listening> => {
  const server = createServer(async (request, response) => (await front)(request, response))
  try {
    return await listenLocally(server, port)
  } catch (error) {
    throw toListenError(error as NodeJS.ErrnoException, port)
  }
}

const createAnswering = (deps: HttpFrontDeps) => {
  const { routes, functionNamed, authorize, now, reportFault } = deps
  const gatewayAnswer = createGatewayAnswers(deps.gatewayAnswers)
  const localPage = createLocalPages(deps)

  const answerAsGateway = async (request: IncomingMessage, url: URL, requestId: string): Promise<Answer> => {
    const method = request.method ?? 'GET'
    const found = findRoute(routes, method, url.pathname)
    if (found === undefined) return gatewayAnswer('MISSING_AUTHENTICATION_TOKEN', requestId)
    const { target, officerScopes } = found.route
    const claims = officerScopes && (await authorize(request.headers.authorization, officerScopes))
    if (officerScopes !== undefined && claims === undefined) return gatewayAnswer('UNAUTHORIZED', requestId)
    if (target.kind === 'fixed') return { status: target.status, headers: target.headers, body: '' }
    const body = await readBody(request)
    if (body === undefined) return gatewayAnswer('REQUEST_TOO_LARGE', requestId)
    const { pathname: path, searchParams } = url
    const { rawHeaders, socket } = request
    const sourceIp = socket.remoteAddress ?? ''
    const incoming = { method, path, searchParams, rawHeaders, sourceIp, body, requestId, at: now(), claims }
    return toAnswer(await functionNamed(target.functionName).invoke(toApiEvent(incoming, found)), requestId)
  }

  return async (request: IncomingMessage): Promise<Answer> => {
    const requestId = randomUUID()
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      return localPage(request.method ?? 'GET', url.pathname) ?? (await answerAsGateway(request, url, requestId))
    } catch (error) {
      reportFault('request.failed', error)
      return gatewayAnswer('INTEGRATION_FAILURE', requestId)
    }
  }
}

/**
 * API Gateway's quota for a request body, bytes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const largestBodyBytes = 10 * 1024 * 1024

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
