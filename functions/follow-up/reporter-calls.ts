import type { Status } from '../../shared/domain/status.ts'
import type { HttpReply, HttpWork } from '../../shared/lambda/http.ts'

/** What names a report and proves who asks. */
export interface Asker {
  readonly reference: string
  readonly followUpCode: string
}

/** What became of a wish: what to say of it, or why it was refused, in the words of the call. */
export type Wished =
  | { readonly done: true; readonly text: string | undefined }
  | { readonly done: false; readonly status: number; readonly detail: string }

/** The calls of a reporter, as the pages of the way back make them. */
export interface ReporterCalls {
  /** Returns undefined where reference and code do not belong together. */
  status(asker: Asker): Promise<Status | undefined>
  /** Adds a text, once under a key. */
  add(asker: Asker, text: string, key: string): Promise<Wished>
  withdraw(asker: Asker): Promise<Wished>
  undo(asker: Asker): Promise<Wished>
}

const isDone = ({ status }: HttpReply): boolean => status < 300

const toWished = (reply: HttpReply): Wished => {
  const { text, detail } = reply.body as { readonly text?: string; readonly detail?: string }
  return isDone(reply) ? { done: true, text } : { done: false, status: reply.status, detail: detail ?? '' }
}

/** Makes the calls by the same work as the API, so that the pages have no power of their own. */
export const createReporterCalls = (works: Readonly<Record<string, HttpWork>>): ReporterCalls => {
  const call = async (what: string, { reference, followUpCode }: Asker, more: { text?: string; key?: string } = {}) => {
    const work = works[`POST /reports/{reference}/${what}`]
    if (work === undefined) throw new Error(`no function answers ${what}`)
    const { key, ...rest } = more
    const headers: Readonly<Record<string, string | undefined>> = {
      'content-type': 'application/json',
      'idempotency-key': key,
    }
    return work({
      body: JSON.stringify({ followUpCode, ...rest }),
      pathParameters: { reference },
      query: {},
      header: (name) => headers[name],
    })
  }
  return {
    status: async (asker) => {
      const reply = await call('status', asker)
      return isDone(reply) ? (reply.body as Status) : undefined
    },
    add: async (asker, text, key) => toWished(await call('additions', asker, { text, key })),
    withdraw: async (asker) => toWished(await call('withdrawal', asker)),
    undo: async (asker) => toWished(await call('withdrawal/undo', asker)),
  }
}
