/** Says whether somebody who names a report is its reporter. */
export interface FollowUpCodes {
  /**
   * Compares in constant time, and does the same work for a wrong code and for a reference that does not exist. A right
   * code is always right, however many wrong ones came before it.
   *
   * @param code - 16 characters of Crockford base 32, as `parseFollowUpCode` returns them
   */
  isRight(reportId: string, code: string): Promise<boolean>
}
