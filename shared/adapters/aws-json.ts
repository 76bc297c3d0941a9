import { HttpRequest, type HttpResponse } from '@smithy/core/protocols'
import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler'
import { type AwsEnvironment, createSigner } from './aws-signer.ts'
import { type CallOptions, createTries } from './aws-tries.ts'

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

/** A refusal by AWS. `name` is its code, such as `ConditionalCheckFailedException`. */
export class AwsError extends Error {
  readonly $metadata: { readonly httpStatusCode: number; readonly requestId: string | undefined }

  constructor(name: string, message: string, $metadata: AwsError['$metadata']) {
    super(message)
    this.name = name
    this.$metadata = $metadata
  }
}

/** Shared, so that every caller in a process uses the same open connections. */
const connections = new NodeHttpHandler()

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

const endpointOf = ({ name }: JsonService, environment: AwsEnvironment): URL => {
  const own = environment[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] ?? environment['AWS_ENDPOINT_URL']
  return new URL(own ?? `https://${name}.${environment['AWS_REGION']}.amazonaws.com`)
}

/**
 * Calls the operations of a service that speaks JSON: the SDK's own signer, connections and retries, without its clients, which were three
 * quarters of what accept-report loads. @see docs/decisions/0011-json-calls-without-the-clients.md
 *
 * @throws Error when the environment has no region or credentials
 * @returns a call; @throws AwsError when AWS refuses it, or the network's error when the last try failed
 */
export const createJsonCalls = (service: JsonService, environment: AwsEnvironment) => {
  const endpoint = endpointOf(service, environment)
  const signer = createSigner(service.name, environment)
  const inTries = createTries()
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
    return inTries((signal) => tryOnce(request, signal), options)
  }
}
