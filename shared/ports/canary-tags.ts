/** The tags by which a report is known for a canary. */
export interface CanaryTags {
  /** Returns the tag of an Idempotency-Key, 64 lower-case hex characters. */
  of(key: string): Promise<string>
  /**
   * True when a tag is that of an Idempotency-Key.
   *
   * @throws when that cannot be said
   */
  isOf(key: string, tag: string): Promise<boolean>
}
