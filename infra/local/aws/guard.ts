import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { CallAccess } from '../iam/call-access.ts'
import { accessKeyIdOf, type Caller } from '../iam/caller.ts'
import { dynamoDbCallIn } from '../iam/dynamodb-calls.ts'
import { s3CallIn, snsCallIn, sqsCallIn } from '../iam/message-calls.ts'
import type { PolicyRequest } from '../iam/policy-evaluator.ts'
import { type Listening, listenLocally, toListener } from '../machine/listen.ts'

/** The services whose stand-ins ask no policy themselves. */
export type GuardedService = 'dynamodb' | 'sqs' | 'sns' | 's3'

/** What the guard works with. */
export interface Guarded {
  /** Where each service listens. */
  readonly urls: Readonly<Record<GuardedService, string>>
  readonly callerOf: (accessKeyId: string) => Caller | undefined
  readonly isAllowed: CallAccess
  /** Returns the name of a table's partition key. @default of none */
  readonly partitionKeyOf?: (table: string) => string | undefined
}

/**
 * Starts the door through which functions reach DynamoDB, SQS, SNS and S3. It asks the template's policies about every
 * call, as AWS does and as the stand-ins behind it do not, and refuses what they do not allow in the service's own
 * form.
 *
 * @param guarded - requests wait for it, because the template's names depend on where the guard listens
 * @param speed - shortens how long SQS keeps a message back, as it shortens all real waiting
 */
export const startGuard = async (guarded: Promise<Guarded>, speed = 1): Promise<Listening> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { urls, callerOf, isAllowed, partitionKeyOf = () => undefined } = await guarded
    const body = await readBody(request)
    const service = serviceOf(request)
    const call = callIn(service, request, { body, partitionKeyOf })
    const isRefused = call === undefined || !isAllowed(callerOf(accessKeyIdOf(request)), call)
    if (isRefused) refuse(service, call, response)
    else forward(urls[service], { request, response, body: service === 'sqs' ? withRealDelays(body, speed) : body })
  }
  return listenLocally(createServer(toListener(answer)))
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A signature says which service it is for. Nothing but a known one gets in. */
const serviceOf = ({ headers }: IncomingMessage): GuardedService => {
  const [, name] = /Credential=[^/]+\/\d+\/[^/]+\/(\w+)\//.exec(headers.authorization ?? '') ?? []
  return name === 'dynamodb' || name === 'sqs' || name === 'sns' ? name : 's3'
}

/** Returns what the policies are asked about; undefined for an operation that nobody here may use. */
const callIn = (
  service: GuardedService,
  request: IncomingMessage,
  { body, partitionKeyOf }: Required<Pick<Guarded, 'partitionKeyOf'>> & { readonly body: Buffer },
): PolicyRequest | undefined => {
  const operation =
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? ''
  const text = body.toString('utf8')
  if (service === 'dynamodb') {
    const parsed = JSON.parse(text)
    return dynamoDbCallIn(operation, parsed, partitionKeyOf(String(parsed.TableName)))
  }
  if (service === 'sqs') return sqsCallIn(operation, JSON.parse(text))
  if (service === 'sns') return snsCallIn(new URLSearchParams(text))
  return s3CallIn(request.method ?? '', (request.url ?? '').split('?')[0] ?? '')
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

/** How many digits a delay has: SQS takes at most 900 seconds. */
const delays = /"DelaySeconds":(\d{1,3})/g

/** Returns a message with its delays in real seconds; one that is kept back is kept back for a second or more. */
const withRealDelays = (body: Buffer, speed: number): Buffer =>
  Buffer.from(
    body.toString('utf8').replaceAll(delays, (whole, seconds: string) => {
      const real = Math.max(1, Math.round(Number(seconds) / speed))
      return seconds === '0' ? whole : `"DelaySeconds":${real}`
    }),
  )

const forward = (url: string, { request, response, body }: Exchange): void => {
  const { method } = request
  const headers = { ...request.headers, 'content-length': String(body.length) }
  const forwarded = send(new URL(request.url ?? '/', url), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  forwarded.on('error', () => response.destroy())
  forwarded.end(body)
}

/** How each service words that it refuses a call. */
const refusals: Readonly<
  Record<GuardedService, (message: string) => { readonly status: number; readonly type: string; readonly body: string }>
> = {
  dynamodb: (message) => ({
    status: 400,
    type: 'application/x-amz-json-1.0',
    body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message }),
  }),
  sqs: (message) => ({
    status: 403,
    type: 'application/x-amz-json-1.0',
    body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message }),
  }),
  sns: (message) => ({
    status: 403,
    type: 'text/xml',
    body:
      '<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code>' +
      `<Message>${message}</Message></Error></ErrorResponse>`,
  }),
  s3: (message) => ({
    status: 403,
    type: 'application/xml',
    body: `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`,
  }),
}

const refuse = (service: GuardedService, call: PolicyRequest | undefined, response: ServerResponse): void => {
  const { status, type, body } = refusals[service](`not authorized to perform ${call?.action ?? 'this operation'}`)
  response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': randomUUID() }).end(body)
}
