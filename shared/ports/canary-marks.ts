/** The marks by which a report is known for a canary. */
export interface CanaryMarks {
  /** Returns the mark of an Idempotency-Key, 64 lower-case hex characters. */
  of(key: string): Promise<string>
  /**
   * True when a mark is that of an Idempotency-Key.
   *
   * @throws when that cannot be said
   */
  isOf(key: string, mark: string): Promise<boolean>
}
