import type { ApiAnswer, PublicApi } from '../ports/public-api.ts'

/** How long one call may take, milliseconds: longer than API Gateway waits for a function. */
const callMs = 35_000

const toBody = (text: string): ApiAnswer['body'] => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as ApiAnswer['body']) : {}
  } catch {
    return {}
  }
}

/** Creates the calls of the API at a base URL, with or without a path or a slash at its end. */
export const createPublicApi = (baseUrl: string): PublicApi => {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  return async (path, { method = 'GET', body, headers = {} } = {}) => {
    const response = await fetch(new URL(path, base), {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      signal: AbortSignal.timeout(callMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: toBody(await response.text()) }
  }
}
