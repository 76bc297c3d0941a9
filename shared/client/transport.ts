import createFetchClient from 'openapi-fetch'
import type { paths } from './api.d.ts'
import { failureOf, noAnswer } from './failure.ts'
import { type RetryOptions, withRetries } from './retries.ts'

/** How calls are sent. */
export interface TransportOptions extends RetryOptions {
  /** Where the API is, with or without a path or a slash at its end. */
  readonly baseUrl: string
}

/** What every call takes besides its own input. */
export interface CallOptions {
  /** Ends the call, retries included. */
  readonly signal?: AbortSignal
}

/** Creates the typed calls of the API. @internal */
export const createTransport = (options: TransportOptions) =>
  createFetchClient<paths>({
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    fetch: withRetries(options),
    cache: 'no-store',
    credentials: 'omit',
  })

interface Answered<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

/** Returns the body of an answer that grants what was asked. @throws CallFailed for every other @internal */
export const granted = async <Data>(
  answering: Promise<Answered<Data>>,
  signal: AbortSignal | undefined,
): Promise<Exclude<Data, undefined>> => {
  const { data, error, response } = await answering.catch((cause: unknown) => {
    throw noAnswer(cause, signal)
  })
  if (!response.ok || data === undefined) throw failureOf(response, error)
  return data as Exclude<Data, undefined>
}

/** Returns the part of a call's settings that every call shares. @internal */
export const settingsOf = ({ signal }: CallOptions): { readonly signal?: AbortSignal } =>
  signal === undefined ? {} : { signal }
