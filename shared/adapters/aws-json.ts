import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from 'node:crypto'
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols'
import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'
import { toUint8Array } from '@smithy/core/serde'
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler'
import { SignatureV4 } from '@smithy/signature-v4'
import type { SourceData } from '@smithy/types'

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

/**
 * How long a try may take from its first byte to the last of its answer, milliseconds: far longer than these services take, and short enough that
 * a call whose three tries all hang leaves time for others in a function's 15 seconds.
 */
const tryMs = 2500

/** Tries of one call, the first included: the SDK's standard mode. */
const tries = 3

/** Shared, so that every caller in a process uses the same open connections. */
const connections = new NodeHttpHandler()

const kindOf = (error: unknown) => {
  const known = error as Parameters<typeof isTransientError>[0]
  if (isThrottlingError(known)) return 'THROTTLING'
  return isTransientError(known) ? 'TRANSIENT' : 'CLIENT_ERROR'
}

type RetryToken = Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>>

/**
 * Gives what makes a call again after a fault that may pass. Each service has a budget of retries of its own: while one is down, its retries must
 * not be what another lacks.
 */
const createRetries = () => {
  const retries = new StandardRetryStrategy(tries)

  /** Waits for the next try. @throws the error itself when there is none */
  const waitForNext = async (token: RetryToken, error: unknown) => {
    try {
      return await retries.refreshRetryTokenForRetry(token, { errorType: kindOf(error) })
    } catch {
      throw error
    }
  }

  return async <Answer>(tryOnce: () => Promise<Answer>): Promise<Answer> => {
    let token = await retries.acquireInitialRetryToken('')
    for (;;) {
      try {
        const answer = await tryOnce()
        retries.recordSuccess(token)
        return answer
      } catch (error) {
        token = await waitForNext(token, error)
      }
    }
  }
}

/** Runs one try until it has taken too long or its caller gives up. @throws TimeoutError, which is tried again, or AbortError, which is not */
const inTime = async <Answer>({ abortSignal }: CallOptions, work: (signal: AbortSignal) => Promise<Answer>) => {
  const deadline = AbortSignal.timeout(tryMs)
  try {
    return await work(abortSignal === undefined ? deadline : AbortSignal.any([deadline, abortSignal]))
  } catch (cause) {
    if (!deadline.aborted || abortSignal?.aborted) throw cause
    throw Object.assign(new Error(`AWS did not answer within ${tryMs} ms`, { cause }), { name: 'TimeoutError' })
  }
}

/** Gives JSON with every blob in base64, but no sets of them. An object is looked at before what is in it: a Buffer would come as a list of numbers. */
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
    const parsed: unknown = JSON.parse(text || '{}', (key, value: unknown) =>
      typeof value === 'string' && blobs.includes(key) ? Buffer.from(value, 'base64') : value,
    )
    return (parsed ?? {}) as Readonly<Record<string, unknown>>
  } catch {
    throw new Error('AWS answered what is not JSON')
  }
}

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` is known by what follows the `#`, and ends before any `:`. */
const codeIn = /^(?:[^:]*#)?([^:]*)/

/** Reads what a refusal says of itself; of one that is not JSON, nothing: its status still tells whether to try again. */
const readRefusal = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return fromJson(text, [])
  } catch {
    return {}
  }
}

const toError = (text: string, { statusCode, headers }: HttpResponse): AwsError => {
  const { __type = 'UnknownError', message, Message = message ?? 'no reason given' } = readRefusal(text)
  const code = headers['x-amzn-errortype'] ?? String(__type)
  const $metadata = { httpStatusCode: statusCode, requestId: headers['x-amzn-requestid'] }
  return new AwsError(codeIn.exec(code)?.[1] || 'UnknownError', String(Message), $metadata)
}

/** SHA-256 as the signer asks for it. The SDK's own takes raw keys, which cost 19 µs a signature on Node 24.21 where a key object costs 5. */
class Sha256 {
  readonly #begin: () => Hash | Hmac
  #hash: Hash | Hmac

  constructor(secret?: SourceData) {
    const key = secret === undefined ? undefined : createSecretKey(toUint8Array(secret))
    this.#begin = () => (key === undefined ? createHash('sha256') : createHmac('sha256', key))
    this.#hash = this.#begin()
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes)
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }

  reset(): void {
    this.#hash = this.#begin()
  }
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
  return new SignatureV4({ service: name, region: AWS_REGION, credentials, sha256: Sha256, applyChecksum: false })
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
  const withRetries = createRetries()
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

  const tryOnce = async (request: HttpRequest, abortSignal: AbortSignal): Promise<unknown> => {
    const signed = HttpRequest.clone(await signer.sign(request))
    const { response } = await connections.handle(signed, { abortSignal })
    const text = Buffer.from(await streamCollector(response.body)).toString('utf8')
    if (response.statusCode !== 200) throw toError(text, response)
    return fromJson(text, service.blobs)
  }

  return (operation: string, input: object, options: CallOptions = {}): Promise<unknown> => {
    const request = toRequest(operation, toJson(input, service.blobs))
    return withRetries(() => inTime(options, (signal) => tryOnce(request, signal)))
  }
}
