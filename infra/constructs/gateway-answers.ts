import { type GatewayResponseOptions, ResponseType } from 'aws-cdk-lib/aws-apigateway'
import { answerHeaders } from '../../shared/contract/http-headers.ts'
import { retryAfterSeconds } from '../../shared/contract/limits.ts'
import { type RefusalCode, refusals } from '../../shared/contract/refusals.ts'

/**
 * Words a problem document as our functions do. It may name nothing of the request but its id, `$context.requestId`.
 */
export const toProblemTemplate = (code: RefusalCode, detail: string, hasStatus = true): string => {
  const { status, title } = refusals[code]
  return JSON.stringify({
    type: 'about:blank',
    title,
    ...(hasStatus ? { status } : {}),
    detail,
    code,
    problems: [],
  })
}

/** Values of a header mapping stand in single quotes. */
const toMapping = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]))

interface More {
  readonly headers?: Readonly<Record<string, string>>
  /** Several statuses share this answer, and API Gateway keeps each. */
  readonly hasManyStatuses?: boolean
}

const answer = (type: ResponseType, code: RefusalCode, what: string, more: More = {}): GatewayResponseOptions => {
  const { headers = {}, hasManyStatuses = false } = more
  const template = toProblemTemplate(code, `${what} (request $context.requestId)`, !hasManyStatuses)
  return {
    type,
    responseHeaders: toMapping({ 'content-type': 'application/problem+json', ...answerHeaders, ...headers }),
    templates: { 'application/json': template },
    ...(hasManyStatuses ? {} : { statusCode: String(refusals[code].status) }),
  }
}

const signIn = 'sign in and send the access token as Authorization: Bearer TOKEN'
const signInHeaders = { 'www-authenticate': 'Bearer' }
const sendAgain = 'keep what you typed and send it again: under the same Idempotency-Key it is stored once'
const wait = { headers: { 'retry-after': String(retryAfterSeconds.everybody) } }

/**
 * What API Gateway answers without a function, by the construct's id: each kind that AWS documents, so that each says
 * its status. The two defaults are for kinds that AWS may add: a status there would become the status of all of them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayAnswers: Readonly<Record<string, GatewayResponseOptions>> = {
  Refused: answer(ResponseType.DEFAULT_4XX, 'access-denied', 'this is not allowed', { hasManyStatuses: true }),
  Failed: answer(ResponseType.DEFAULT_5XX, 'fault', sendAgain, { hasManyStatuses: true }),
  NotSignedIn: answer(ResponseType.UNAUTHORIZED, 'not-signed-in', signIn, { headers: signInHeaders }),
  Denied: answer(ResponseType.ACCESS_DENIED, 'access-denied', 'the access token does not allow this'),
  ExpiredToken: answer(ResponseType.EXPIRED_TOKEN, 'not-signed-in', signIn, { headers: signInHeaders }),
  InvalidSignature: answer(ResponseType.INVALID_SIGNATURE, 'access-denied', 'the Authorization header is not valid'),
  InvalidApiKey: answer(ResponseType.INVALID_API_KEY, 'access-denied', 'send no API key'),
  Filtered: answer(ResponseType.WAF_FILTERED, 'access-denied', 'the firewall refused this'),
  NotFound: answer(ResponseType.MISSING_AUTHENTICATION_TOKEN, 'no-such-address', 'there is nothing at this address'),
  NoResource: answer(ResponseType.RESOURCE_NOT_FOUND, 'no-such-address', 'there is nothing at this address'),
  InvalidBody: answer(ResponseType.BAD_REQUEST_BODY, 'invalid-request', 'the body is not valid'),
  InvalidParameters: answer(ResponseType.BAD_REQUEST_PARAMETERS, 'invalid-request', 'a parameter is not valid'),
  TooLarge: answer(ResponseType.REQUEST_TOO_LARGE, 'too-large', 'the request is too large; shorten the longest text'),
  NotJson: answer(ResponseType.UNSUPPORTED_MEDIA_TYPE, 'not-json', 'send the body as application/json'),
  TooMany: answer(ResponseType.THROTTLED, 'too-many-requests', 'wait a second and send it again', wait),
  QuotaExceeded: answer(ResponseType.QUOTA_EXCEEDED, 'too-many-requests', 'wait a second and send it again', wait),
  NotAnswered: answer(ResponseType.INTEGRATION_TIMEOUT, 'no-answer', sendAgain),
  NotReached: answer(ResponseType.INTEGRATION_FAILURE, 'no-answer', sendAgain),
  Misconfigured: answer(ResponseType.API_CONFIGURATION_ERROR, 'fault', sendAgain),
  AuthorizerMisconfigured: answer(ResponseType.AUTHORIZER_CONFIGURATION_ERROR, 'fault', sendAgain),
  AuthorizerFailed: answer(ResponseType.AUTHORIZER_FAILURE, 'fault', sendAgain),
}
