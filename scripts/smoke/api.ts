/** An answer of the API, as far as a check looks at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; an empty object when it is none. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A request to the API. */
export interface Asked {
  /** @default 'GET' */
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls the API at a path that begins without a slash, such as `reports`. */
export type Api = (path: string, asked?: Asked) => Promise<Answer>

/** How long one call may take, milliseconds: longer than API Gateway waits for a function. */
const callMs = 35_000

const toBody = (text: string): Answer['body'] => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Answer['body']) : {}
  } catch {
    return {}
  }
}

/** Creates the calls of the API at a base URL, with or without a path or a slash at its end. */
export const createApi = (baseUrl: string): Api => {
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
