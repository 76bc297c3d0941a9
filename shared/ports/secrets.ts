/** Secrets by their names in the stage's own part of Secrets Manager. */
export interface Secrets {
  /** Returns a secret; undefined when there is none of that name. A new value is read within a minute. */
  find(name: string): Promise<string | undefined>
}
