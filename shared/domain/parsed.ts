/** One thing wrong with what a person sent. Safe to show: it never repeats what was typed. */
export interface Problem {
  /** JSON Pointer (RFC 6901) to the field; empty for the whole body, a header's name for a header. */
  readonly pointer: string
  /** What was wrong and what is allowed: lower case, no full stop. */
  readonly detail: string
}

/** Untrusted input made typed, or every problem with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }
