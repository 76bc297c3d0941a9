import { HttpRequest } from '@smithy/core/protocols'
import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'
import { Hash } from '@smithy/core/serde'
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler'
import { SignatureV4 } from '@smithy/signature-v4'

/** The variables that Lambda gives a function and that say where AWS is and who calls. An endpoint is an engine of this machine. */
export type AwsEnvironment = Readonly<Record<string, string | undefined>>

/** An AWS service whose protocol is JSON over POST. */
export interface JsonService {
  /** As signatures and host names have it: `dynamodb`. */
  readonly name: string
  /** What stands before an operation's name in `x-amz-target`. */
  readonly target: string
  /** @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
  readonly jsonVersion: '1.0' | '1.1'
  /** Fields that hold bytes, wherever they stand: base64 on the wire. */
  readonly blobs: readonly string[]
}

/** How one call is made. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal
}

/** A refusal by AWS. `name` is its code, such as `ConditionalCheckFailedException`. */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined }

  constructor(name: string, message: string, $metadata: AwsError['$metadata']) {
    super(message)
    this.name = name
    this.$metadata = $metadata
  }
}

/** As long as any of these services takes, and longer than a try should; a try that takes longer is made again. Milliseconds. */
const patience = { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true }

/** Tries of one call, the first included: what the SDK's own clients make. */
const tries = 3

/** Shared, so that every caller in a process uses the same open connections and the same budget of retries. */
const connections = new NodeHttpHandler(patience)
const retries = new StandardRetryStrategy(tries)

const kindOf = (error: unknown) => {
  const known = error as Parameters<typeof isTransientError>[0]
  if (isThrottlingError(known)) return 'THROTTLING'
  return isTransientError(known) ? 'TRANSIENT' : 'CLIENT_ERROR'
}

type RetryToken = Awaited<ReturnType<typeof retries.acquireInitialRetryToken>>

/** Waits for the next try. @throws the error itself when there is none */
const waitForRetry = async (token: RetryToken, error: unknown) => {
  try {
    return await retries.refreshRetryTokenForRetry(token, { errorType: kindOf(error) })
  } catch {
    throw error
  }
}

const withRetries = async <Answer>(tryOnce: () => Promise<Answer>): Promise<Answer> => {
  let token = await retries.acquireInitialRetryToken('')
  for (;;) {
    try {
      const answer = await tryOnce()
      retries.recordSuccess(token)
      return answer
    } catch (error) {
      token = await waitForRetry(token, error)
    }
  }
}

/** Gives JSON with every blob in base64. An object is looked at before what is in it: a Buffer would come as a list of numbers. */
const toJson = (input: object, blobs: readonly string[]): string =>
  JSON.stringify(input, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    const fields = value as Readonly<Record<string, unknown>>
    const held = blobs.filter((blob) => fields[blob] instanceof Uint8Array)
    if (held.length === 0) return value
    const encoded = held.map((blob) => [blob, Buffer.from(fields[blob] as Uint8Array).toString('base64')] as const)
    return { ...fields, ...Object.fromEntries(encoded) }
  })

/** Reads JSON with every blob as bytes. @throws Error that quotes nothing of it */
const fromJson = (text: string, blobs: readonly string[]): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text === '' ? '{}' : text, (key, value: unknown) =>
      typeof value === 'string' && blobs.includes(key) ? Buffer.from(value, 'base64') : value,
    ) as Readonly<Record<string, unknown>>
  } catch {
    throw new Error('AWS answered what is not JSON')
  }
}

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` is known by what follows the `#`. */
const codeIn = /^(?:.*#)?([^:]*)/

const toError = (text: string, $metadata: AwsError['$metadata']): AwsError => {
  const isJson = text.startsWith('{')
  const { __type = 'UnknownError', message, Message = message } = isJson ? fromJson(text, []) : {}
  return new AwsError(
    codeIn.exec(String(__type))?.[1] ?? 'UnknownError',
    String(Message ?? 'no reason given'),
    $metadata,
  )
}

const endpointOf = ({ name }: JsonService, environment: AwsEnvironment): URL => {
  const own = environment[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] ?? environment['AWS_ENDPOINT_URL']
  return new URL(own ?? `https://${name}.${environment['AWS_REGION']}.amazonaws.com`)
}

const signerOf = ({ name }: JsonService, environment: AwsEnvironment): SignatureV4 => {
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment
  if (!AWS_REGION || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error('the environment has no AWS_REGION, AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY')
  }
  const credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  }
  const sha256 = Hash.bind(null, 'sha256')
  return new SignatureV4({ service: name, region: AWS_REGION, credentials, sha256, applyChecksum: false })
}

/**
 * Calls the operations of a service that speaks JSON: the SDK's own signer, connections and retries, without its clients, which take four
 * fifths of a cold start. @see docs/decisions/0011-json-calls-without-the-clients.md
 *
 * @throws Error when the environment has no region or credentials
 * @returns a call; @throws AwsError when AWS refuses it, or the network's error when the last try failed
 */
export const createJsonCalls = (service: JsonService, environment: AwsEnvironment) => {
  const endpoint = endpointOf(service, environment)
  const signer = signerOf(service, environment)
  const { protocol, hostname, port, host } = endpoint

  const toRequest = (operation: string, body: string) =>
    new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      path: '/',
      body,
      ...(port === '' ? {} : { port: Number(port) }),
      headers: {
        host,
        'content-type': `application/x-amz-json-${service.jsonVersion}`,
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'harbour',
        'x-amz-target': `${service.target}.${operation}`,
      },
    })

  const tryOnce = async (request: HttpRequest, options: CallOptions): Promise<unknown> => {
    const signed = await signer.sign(request)
    const { response } = await connections.handle(HttpRequest.clone(signed), options)
    const text = Buffer.from(await streamCollector(response.body)).toString('utf8')
    if (response.statusCode === 200) return fromJson(text, service.blobs)
    const { 'x-amzn-requestid': requestId } = response.headers
    throw toError(text, { httpStatusCode: response.statusCode, requestId })
  }

  return (operation: string, input: object, options: CallOptions = {}): Promise<unknown> => {
    const request = toRequest(operation, toJson(input, service.blobs))
    return withRetries(() => tryOnce(request, options))
  }
}
