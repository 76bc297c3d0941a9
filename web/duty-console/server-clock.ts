/**
 * Harbour's clock, as far as the console knows it. A police computer's own clock can be minutes wrong, and what is late
 * is decided by Harbour's.
 */
export interface ServerClock {
  /** Milliseconds since 1970 by Harbour's clock. */
  nowMs(): number
  /** Learns what Harbour's clock said just now, ISO 8601. */
  learn(at: string): void
}

/** Creates the clock. Until it has learnt something it is this computer's own. */
export const createServerClock = (): ServerClock => {
  let aheadMs = 0
  return {
    nowMs: () => Date.now() + aheadMs,
    learn: (at) => {
      aheadMs = Date.parse(at) - Date.now()
    },
  }
}
