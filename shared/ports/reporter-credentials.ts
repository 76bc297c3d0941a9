/** What a reporter keeps, and the hashes of it that we keep. */
export interface Credentials {
  /** 12 characters of Crockford base 32, the last one a check character; the reference without hyphens. */
  readonly reportId: string
  /** 16 characters of Crockford base 32, in fours. Secret: shown once, never stored. */
  readonly followUpCode: string
  /** Lower-case hex, as AcceptanceProof words them. */
  readonly keyHash: string
  readonly followUpCodeHash: string
}

/**
 * Derives everything of a report's identity from its idempotency key, so that a retry after a lost answer returns the
 * same pair.
 */
export interface ReporterCredentials {
  /** A new random key, UUID v4, for a front end that sent none. */
  newKey(): string
  /** @param attempt - 0; one more each time that another key turned out to hold the same reportId */
  derive(idempotencyKey: string, attempt: number): Credentials
  /** Returns the key of the report that another one's key and this text name. */
  keyForText(idempotencyKey: string, submissionHash: string): string
  /** HMAC-SHA-256 of a submission under a key derived from the idempotency key, lower-case hex. */
  submissionHash(idempotencyKey: string, submission: string): string
}
