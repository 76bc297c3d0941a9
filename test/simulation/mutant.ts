/** A bug that somebody could write: one piece of our source, replaced by another. */
export interface Mutant {
  readonly name: string
  /** From the root of the project. */
  readonly file: string
  /** Must be in the file exactly once. */
  readonly from: string
  readonly to: string
}
