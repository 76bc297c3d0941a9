import type { SealedText } from './sealer.ts'

/**
 * The sealed texts of reports and of their supplements. Each is noise without its key, which the report itself holds
 * for its desk.
 */
export interface SealedTexts {
  /** Returns a sealed text, or undefined when it is erased or was never there. */
  findSealed(reportId: string, textId: string): Promise<SealedText | undefined>
  /**
   * Stores a text as an item of its own, under an id that was never used. Nobody can open it until the report holds its
   * key.
   */
  put(reportId: string, textId: string, sealed: SealedText): Promise<void>
}
