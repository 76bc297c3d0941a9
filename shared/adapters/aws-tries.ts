import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry'
import pLimit from 'p-limit'

/** How one call is made. */
export interface CallOptions {
  /** One try and no more, until this is aborted: for a call that nothing is lost without, which must take no retries from others. */
  readonly onceUntil?: AbortSignal
}

/**
 * How long a try may take from its signing to the last byte of its answer, milliseconds: far longer than these services take, and short enough that
 * a call whose three tries all hang leaves time for others in a function's 15 seconds.
 */
const tryMs = 2500

/**
 * Tries of one service at once, which is fewer than the connections that a host gets (50): what waits behind them has not begun, so that its time
 * does not run. An officer who opens a report with 200 additions makes 200 calls.
 */
const triesAtOnce = 25

/** Tries of one call, the first included: the SDK's standard mode. */
const tries = 3

const kindOf = (error: unknown) => {
  const known = error as Parameters<typeof isTransientError>[0]
  if (isThrottlingError(known)) return 'THROTTLING'
  return isTransientError(known) ? 'TRANSIENT' : 'CLIENT_ERROR'
}

type RetryToken = Awaited<ReturnType<StandardRetryStrategy['acquireInitialRetryToken']>>

/** Runs one try until it has taken too long, or its caller gives up. @throws TimeoutError, which is tried again, or AbortError, which is not */
const inTime = async <Answer>(onceUntil: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<Answer>) => {
  const deadline = AbortSignal.timeout(tryMs)
  try {
    return await work(onceUntil === undefined ? deadline : AbortSignal.any([deadline, onceUntil]))
  } catch (cause) {
    if (!deadline.aborted || onceUntil?.aborted) throw cause
    throw Object.assign(new Error(`AWS did not answer within ${tryMs} ms`, { cause }), { name: 'TimeoutError' })
  }
}

/**
 * Gives what makes the calls of one service: so many at once, each in time, and again after a fault that may pass. Each service has a budget of
 * retries of its own: while one is down, its retries must not be what another lacks.
 */
export const createTries = () => {
  const retries = new StandardRetryStrategy(tries)
  const limit = pLimit(triesAtOnce)

  /** Waits for the next try. @throws the error itself when there is none */
  const waitForNext = async (token: RetryToken, error: unknown) => {
    try {
      return await retries.refreshRetryTokenForRetry(token, { errorType: kindOf(error) })
    } catch {
      throw error
    }
  }

  return async <Answer>(
    work: (signal: AbortSignal) => Promise<Answer>,
    { onceUntil }: CallOptions,
  ): Promise<Answer> => {
    if (onceUntil !== undefined) return limit(() => inTime(onceUntil, work))
    let token = await retries.acquireInitialRetryToken('')
    for (;;) {
      try {
        const answer = await limit(() => inTime(undefined, work))
        retries.recordSuccess(token)
        return answer
      } catch (error) {
        token = await waitForNext(token, error)
      }
    }
  }
}
