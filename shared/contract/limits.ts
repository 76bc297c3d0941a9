/** How many requests the API takes. Who sends more is refused with 429 and `Retry-After`. */
export const requestLimits = {
  /** Of everybody together, a second. */
  perSecond: 200,
  /** Of everybody together, at once. */
  atOnce: 400,
  /** From one address in `addressWindowSeconds`: far more than a school behind one address sends. */
  perAddress: 2000,
  /** The default window of a rate-based rule (AWS WAF, RateBasedStatement, EvaluationWindowSec). */
  addressWindowSeconds: 300,
} as const

/** What `Retry-After` says, seconds. */
export const retryAfterSeconds = {
  /** The limit a second fills up again within one. */
  everybody: 1,
  /** The firewall counts the last five minutes, so that the limit of an address falls slowly. */
  oneAddress: 60,
} as const
