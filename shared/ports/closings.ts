/** Counts how many reports each officer closes, so that supervisors see who closes many. */
export interface Closings {
  /**
   * Counts a report that this officer closes. A repeat for the same report counts once.
   *
   * @returns how many reports the officer closed within the hour before `now`, this one included
   */
  count(officer: string, reportId: string, now: Date): Promise<number>
}
