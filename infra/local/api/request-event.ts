import { localAccount } from '../machine/local-client.ts'
import type { FoundRoute } from './find-route.ts'

/** A request as it arrived. */
export interface IncomingRequest {
  readonly method: string
  readonly path: string
  readonly searchParams: URLSearchParams
  /** Names and values alternate, as they were sent. */
  readonly rawHeaders: readonly string[]
  readonly sourceIp: string
  /** Text. A byte that is not UTF-8 becomes U+FFFD, as in API Gateway. */
  readonly body: string
  readonly requestId: string
  readonly at: Date
  /** The claims that the authorizer found in the token; undefined for a method that is open to anyone. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Returns the event with which API Gateway's REST proxy integration invokes a function (payload format 1.0).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const toApiEvent = (request: IncomingRequest, { route, pathParameters }: FoundRoute) => {
  const headers = toPairs(headerPairs(request.rawHeaders))
  const query = toPairs(request.searchParams)
  return {
    resource: route.resource,
    path: request.path,
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multiple,
    queryStringParameters: orNull(query.single),
    multiValueQueryStringParameters: orNull(query.multiple),
    pathParameters: orNull(pathParameters),
    stageVariables: null,
    body: request.body === '' ? null : request.body,
    isBase64Encoded: false,
    requestContext: {
      accountId: localAccount,
      apiId: 'local',
      ...(request.claims === undefined ? {} : { authorizer: { claims: request.claims } }),
      httpMethod: request.method,
      identity: { sourceIp: request.sourceIp, userAgent: headers.single['user-agent'] ?? null },
      path: request.path,
      protocol: 'HTTP/1.1',
      requestId: request.requestId,
      requestTime: request.at.toISOString(),
      requestTimeEpoch: request.at.getTime(),
      resourceId: 'local',
      resourcePath: route.resource,
      stage: 'local',
    },
  }
}

interface Pairs {
  readonly single: Readonly<Record<string, string>>
  readonly multiple: Readonly<Record<string, readonly string[]>>
}

/** API Gateway passes on the last value of each name, and beside it all values. */
const toPairs = (pairs: Iterable<readonly [string, string]>): Pairs => {
  // Without a prototype, so that a header named `constructor` is a header like any other.
  const multiple: Record<string, string[]> = Object.create(null)
  const single: Record<string, string> = Object.create(null)
  for (const [name, value] of pairs) {
    multiple[name] = [...(multiple[name] ?? []), value]
    single[name] = value
  }
  return { single, multiple }
}

const headerPairs = (rawHeaders: readonly string[]): ReadonlyArray<readonly [string, string]> => {
  const pairs: Array<readonly [string, string]> = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  }
  return pairs
}

const orNull = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> | null =>
  Object.keys(record).length === 0 ? null : record
