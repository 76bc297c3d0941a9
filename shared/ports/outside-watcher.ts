/** Somebody outside the account who raises an alarm when they hear nothing. */
export interface OutsideWatcher {
  /** Says that all is well. @throws when they did not hear it */
  ping(): Promise<void>
}
