/** The end of one report's log. */
export interface NewestHash {
  readonly reportId: string
  readonly seq: number
  readonly hash: string
}

/** Reads the end of every report's log. */
export interface NewestHashes {
  /** Yields each report once, in no order; one that is accepted meanwhile may be missing. */
  findAll(): AsyncIterable<NewestHash>
}

/** Keeps digests where nobody can change or delete them. */
export interface Digests {
  /**
   * @param day - UTC, `2026-11-24`
   * @param text - JSON lines
   */
  put(day: string, text: string): Promise<'kept' | 'already-kept'>
}
