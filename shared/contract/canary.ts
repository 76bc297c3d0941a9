/**
 * The header by which a canary is known: the tag of its Idempotency-Key. A front end never sends it, and a report with
 * a wrong one is an ordinary report.
 */
export const canaryHeader = 'harbour-canary'

/**
 * The one report that a tag can make a canary: with any other text in it, it is an ordinary report, so that no tag
 * that leaks hides what a person wrote. Its words are mild, for where a tag cannot be verified an officer reads them.
 */
export const canaryBody = {
  age: { now: '25-44', inImages: '25-44' },
  location: { unknown: true },
  danger: { inDangerNow: 'no', selfHarm: 'none' },
  narrative:
    'TEST: Harbour sent this to itself. Nobody is in danger. If you can read it, tell the operators of Harbour.',
} as const

/** True for what was sent as a canary sends it, word for word. */
export const isCanaryBody = (sent: unknown): boolean => JSON.stringify(sent) === JSON.stringify(canaryBody)
