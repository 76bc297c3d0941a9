import type { ReportDesk } from '../domain/desk.ts'
import type { unrouted } from '../domain/report.ts'

/** The values that a sealed text is bound to: opening it under any other values fails. */
export interface SealBinding {
  readonly reportId: string
  /** ISO 8601 UTC; `receivedAt` of the report, or `at` of a supplement. */
  readonly receivedAt: string
  /** `reportLabel` for the report's own text, or the id of an addition or note. */
  readonly label: string
}

/** The label of the report's own text. */
export const reportLabel = 'report'

/** A sealed text without its wrapped data key. @see docs/envelope.md */
export interface SealedText {
  readonly v: 1
  /** 32 random bytes. */
  readonly salt: Uint8Array
  /** 12 random bytes. */
  readonly iv: Uint8Array
  /** 32 bytes, compared in constant time before opening. */
  readonly commitment: Uint8Array
  /** AES-256-GCM ciphertext of the padded text, then its 16-byte tag. */
  readonly body: Uint8Array
}

/** A text sealed under a data key of its own, which KMS wrapped for whoever it was addressed to. */
export interface Sealed {
  readonly wrappedKey: Uint8Array
  readonly sealed: SealedText
}

/** Seals what a reporter or an officer typed. Whoever holds this port alone can never open anything. */
export interface Sealer {
  /**
   * Seals a text of at most 327,484 bytes of UTF-8.
   *
   * @param desk - who may open it; `unrouted` until route-report has decided
   * @throws when KMS returns no data key: nothing is sealed, and the caller must not accept the report
   */
  seal(binding: SealBinding, text: string, desk: ReportDesk | typeof unrouted): Promise<Sealed>
}

/** Changes which desk may open a report, without ever being able to open it. */
export interface EnvelopeReaddress {
  /** Returns the wrapped key for desk `to`. @throws when `wrappedKey` was not wrapped for `from` and this report */
  readdress(reportId: string, wrappedKey: Uint8Array, from: string, to: string): Promise<Uint8Array>
}
