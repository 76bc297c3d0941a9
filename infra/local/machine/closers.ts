type Close = () => Promise<void> | void

/** How to close everything that has been started so far. */
export interface Closers {
  /** Adds how to close what was just started. */
  add(close: Close): void
  /** Closes everything, the last started first. A second call closes nothing twice. */
  close(): Promise<void>
}

/** Creates an empty list of closers. */
export const createClosers = (): Closers => {
  const closers: Close[] = []
  return {
    add: (close) => void closers.push(close),
    close: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
    },
  }
}

/** How long running work may take to end when everything closes, real milliseconds. */
const graceMs = 1000

/**
 * Waits for work that is still running at closing time, but not longer than a second: what is cut off runs again after
 * the next start.
 */
export const waitWithGrace = async (work: Promise<unknown>): Promise<void> => {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
}
