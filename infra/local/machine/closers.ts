type Close = () => Promise<void> | void

/** What has been started so far. */
export interface Started {
  add(close: Close): void
  /** Closes everything, the last started first. */
  close(): Promise<void>
}

/** Creates an empty list of what has been started. */
export const createStarted = (): Started => {
  const closers: Close[] = []
  return {
    add: (close) => void closers.push(close),
    close: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
    },
  }
}
