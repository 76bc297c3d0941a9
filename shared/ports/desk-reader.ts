import type { ReportDesk } from '../domain/desk.ts'
import type { Officer } from './officer-tokens.ts'
import type { SealBinding, SealedText } from './sealer.ts'

/**
 * What one officer may do with envelopes of one desk, for one request. The key decides: it refuses what is addressed to
 * another desk.
 */
export interface DeskSession {
  /** Opens a sealed text. @throws when the key refuses, or any byte is not what was sealed */
  open(binding: SealBinding, wrappedKey: Uint8Array, sealed: SealedText): Promise<string>
  /** Returns the wrapped key for another desk, without opening it. @throws when the key refuses */
  readdress(reportId: string, wrappedKey: Uint8Array, to: ReportDesk): Promise<Uint8Array>
}

/**
 * Begins sessions: assumes the reader role with session tag desk and SourceIdentity = officer, so that CloudTrail names
 * both.
 */
export interface DeskReader {
  /**
   * Begins a session for a desk that the officer serves. For any other desk the session is of one of the officer's own,
   * so that the key refuses even where a caller forgot to check.
   *
   * @param officer - `subject`: 2 to 64 characters of letters, digits and `=,.@-_`; at least one desk
   */
  begin(desk: ReportDesk, officer: Officer): Promise<DeskSession>
}
