/** An answer to a request. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Uint8Array
}

/** What decides whether an answer in base 64 becomes bytes. */
export interface BinaryRule {
  /** The types that the API treats as binary. */
  readonly binaryTypes: readonly string[]
  /** The request's Accept header. */
  readonly accept: string | undefined
}

/**
 * Reads the result of a function. Base 64 becomes bytes where the first type that the client accepts is a binary one of
 * the API; elsewhere the client gets the base 64.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 * @throws Error when API Gateway would not accept it; the caller then gets a 502
 */
export const toAnswer = (result: unknown, requestId: string, { binaryTypes, accept = '' }: BinaryRule): Answer => {
  if (!isProxyResult(result)) throw new Error('the function returned no statusCode')
  const { statusCode, headers = {}, multiValueHeaders = {}, body: text = '', isBase64Encoded } = result
  const first = accept.split(/[,;]/)[0]?.trim() ?? ''
  const isBytes = isBase64Encoded === true && binaryTypes.includes(first)
  const body = isBytes ? Buffer.from(text, 'base64') : text
  const single = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  const multiple = Object.entries(multiValueHeaders).map(([name, values]) => [name.toLowerCase(), values])
  return {
    status: statusCode,
    headers: { ...Object.fromEntries(single), ...Object.fromEntries(multiple), 'x-amzn-requestid': requestId },
    body,
  }
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
