/** An answer to a request. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

/** Reads the result of a function. @throws Error when API Gateway would not accept it; the caller then gets a 502 */
export const toAnswer = (result: unknown, requestId: string): Answer => {
  if (!isProxyResult(result)) throw new Error('the function returned no statusCode')
  const { statusCode, headers = {}, multiValueHeaders = {}, body = '' } = result
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
