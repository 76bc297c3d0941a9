import pRetry from 'p-retry'

/** How a request is sent again. */
export interface RetryOptions {
  /** How often a call is sent again that may help. @default 3 */
  readonly retries?: number
  /** How long one try may take, milliseconds. @default 30000, a little more than API Gateway waits for its function */
  readonly timeoutMs?: number
  /** The wait before the first retry, milliseconds; each next one is twice as long, and all vary. @default 500 */
  readonly backoffMs?: number
  /** @default the `fetch` of the browser or runtime */
  readonly fetch?: typeof globalThis.fetch
}

/** Too many requests, no room now, and API Gateway's own time-out. Every other status is an answer. */
const passing = [429, 503, 504]

/** The longest wait between two tries, milliseconds. A server that asks for longer is answered by giving up. */
const longestWaitMs = 60_000

/** An answer that may be another one later. */
class NotNow extends Error {
  readonly response: Response

  constructor(response: Response) {
    super(`the API answered ${response.status}`)
    this.response = response
  }
}

/** Returns how long a failed try asks to wait, milliseconds: `Retry-After` is seconds, or an instant. */
const askedWaitOf = (error: unknown): number => {
  const asked = (error instanceof NotNow && error.response.headers.get('retry-after')) || '0'
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : 0
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ms === 0 || signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })

/**
 * Returns a `fetch` that sends a request again on a lost network, a time-out, 429, 503 and 504, and waits as long as
 * `Retry-After` asks. Every call of the API may be repeated: it is stored once under its key.
 */
export const withRetries = ({ retries = 3, timeoutMs = 30_000, backoffMs = 500, fetch }: RetryOptions) => {
  const send = fetch ?? globalThis.fetch.bind(globalThis)
  return async (request: Request): Promise<Response> => {
    const attempt = async () => {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)])
      const response = await send(request.clone(), { signal })
      if (passing.includes(response.status)) throw new NotNow(response)
      return response
    }
    try {
      return await pRetry(attempt, {
        retries,
        minTimeout: backoffMs,
        maxTimeout: longestWaitMs,
        randomize: true,
        shouldRetry: ({ error }) => !request.signal.aborted && askedWaitOf(error) <= longestWaitMs,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          const wait = askedWaitOf(error)
          if (retriesLeft > 0 && wait <= longestWaitMs) await pause(wait, request.signal)
        },
      })
    } catch (error) {
      if (error instanceof NotNow) return error.response
      throw error
    }
  }
}
