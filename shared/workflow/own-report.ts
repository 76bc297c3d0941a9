import { alertSentWords } from '../domain/status.ts'
import type { ApiAnswer, PublicApi } from '../ports/public-api.ts'

/** What the reporter of a report keeps. */
export interface Kept {
  readonly reference: string
  readonly followUpCode: string
}

/** A report that Harbour's own people or functions send, through the public API alone. */
export interface OwnReport {
  readonly key: string
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a report of our own, and returns what its reporter keeps; undefined where it was not accepted. */
export const sendOwn = async (
  api: PublicApi,
  { key, body, headers = {} }: OwnReport,
): Promise<{ readonly answer: ApiAnswer; readonly kept: Kept | undefined }> => {
  const answer = await api('reports', { method: 'POST', body, headers: { ...headers, 'idempotency-key': key } })
  const { reference, followUpCode } = answer.body
  const isKept = answer.status === 202 && typeof reference === 'string' && typeof followUpCode === 'string'
  return { answer, kept: isKept ? { reference, followUpCode } : undefined }
}

/** Makes a call on a report of our own, as its reporter. */
export const askOwn = (
  api: PublicApi,
  { reference, followUpCode }: Kept,
  call: 'status' | 'additions' | 'withdrawal',
  more: object = {},
): Promise<ApiAnswer> => api(`reports/${reference}/${call}`, { method: 'POST', body: { followUpCode, ...more } })

/** What waiting needs. */
export interface Waiting {
  /** How long it goes on at most, milliseconds. */
  readonly forMs: number
  readonly wait: (ms: number) => Promise<unknown>
  /** Monotonic clock, milliseconds. */
  readonly elapsedMs: () => number
}

/** How often a status is asked, milliseconds. */
const pollMs = 1000

const saysAlerted = ({ body }: ApiAnswer): boolean =>
  Array.isArray(body['updates']) &&
  body['updates'].some((update: { readonly text?: unknown }) => update.text === alertSentWords)

/** Waits until a report of our own was alerted, as its status says. Returns false when that takes too long. */
export const waitForAlert = async (
  api: PublicApi,
  kept: Kept,
  { forMs, wait, elapsedMs }: Waiting,
): Promise<boolean> => {
  const end = elapsedMs() + forMs
  while (elapsedMs() < end) {
    if (saysAlerted(await askOwn(api, kept, 'status'))) return true
    await wait(pollMs)
  }
  return false
}
