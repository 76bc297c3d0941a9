import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'

/** How one call is made. */
export interface CallOptions {
  readonly abortSignal?: AbortSignal
}

/**
 * How long a try may take from its first byte to the last of its answer, milliseconds: far longer than these services take, and short enough that
 * a call whose three tries all hang leaves time for others in a function's 15 seconds.
 */
const tryMs = 2500

/** Tries of one call, the first included: the SDK's standard mode. */
const tries = 3

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
export const createRetries = () => {
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
export const inTime = async <Answer>({ abortSignal }: CallOptions, work: (signal: AbortSignal) => Promise<Answer>) => {
  const deadline = AbortSignal.timeout(tryMs)
  try {
    return await work(abortSignal === undefined ? deadline : AbortSignal.any([deadline, abortSignal]))
  } catch (cause) {
    if (!deadline.aborted || abortSignal?.aborted) throw cause
    throw Object.assign(new Error(`AWS did not answer within ${tryMs} ms`, { cause }), { name: 'TimeoutError' })
  }
}
