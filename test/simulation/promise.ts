/** A promise that was broken. The message names the promise and the report, never a text. */
export class Violation extends Error {}

/** Says which promise is broken where it does not hold. @throws Violation naming it */
export const must = (holds: boolean, promise: string): void => {
  if (!holds) throw new Violation(promise)
}
