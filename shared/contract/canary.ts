/**
 * The header by which a canary is known: the mark of its Idempotency-Key. A front end never sends it, and a report with
 * a wrong one is an ordinary report.
 */
export const canaryHeader = 'harbour-canary'
