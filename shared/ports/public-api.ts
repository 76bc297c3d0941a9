/** An answer of the public API, as far as its callers look at it. */
export interface ApiAnswer {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; an empty object when it is none. */
  readonly body: Readonly<Record<string, unknown>>
}

/** A request to the public API. */
export interface Asked {
  /** @default 'GET' */
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Calls the public API, as a front end does, at a path that begins without a slash, such as `reports`.
 *
 * @throws when it does not answer
 */
export type PublicApi = (path: string, asked?: Asked) => Promise<ApiAnswer>
