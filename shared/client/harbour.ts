import type { components, operations } from './api.d.ts'
import { CallFailed } from './failure.ts'
import { createMemoryOutbox, type Draft, type Outbox, type Submission } from './outbox.ts'
import { type CallOptions, createTransport, granted, settingsOf, type TransportOptions } from './transport.ts'

/** What a reporter keeps: the public name of the report, and its secret. */
export interface Receipt {
  readonly reference: string
  readonly followUpCode: string
}

/** The answer to an accepted report. Show reference and code: the code is shown only here. */
export type Accepted = components['schemas']['Accepted']

/** How a report stands, in words for its reporter. */
export type Status = components['schemas']['Status']

/** Whom advice is for. */
export type GuidanceQuery = NonNullable<operations['readGuidance']['parameters']['query']>

/** How reports are sent. */
export interface HarbourOptions extends TransportOptions {
  /** @default in memory */
  readonly outbox?: Outbox
  /**
   * `strict` makes every problem a refusal: for tests. `lenient` accepts a report with notices of what was not
   * understood: for people.
   *
   * @default 'lenient'
   */
  readonly handling?: 'lenient' | 'strict'
}

/** Returns a new key for a report or an addition. Make it once, and keep it with what it is for. */
export const newKey = (): string => crypto.randomUUID()

/** Creates the calls of reporters. Each returns what the API answers. @throws CallFailed as `CallFailed` says */
export const createHarbour = (options: HarbourOptions) => {
  const { outbox = createMemoryOutbox(), handling = 'lenient' } = options
  const api = createTransport(options)
  const headersFor = (key: string) => ({
    'Idempotency-Key': key,
    ...(handling === 'strict' ? { Prefer: 'handling=strict' } : {}),
  })

  const post = ({ key, submission }: Draft, call: CallOptions) =>
    granted(api.POST('/reports', { ...settingsOf(call), headers: headersFor(key), body: submission }), call.signal)

  /**
   * Sends a report. Until it is accepted it waits in the outbox; what the API refuses is taken out again, for the page
   * to show with its problems.
   */
  const report = async (draft: Draft, call: CallOptions = {}): Promise<Accepted> => {
    await outbox.put(draft)
    try {
      const accepted = await post(draft, call)
      await outbox.remove(draft.key)
      return accepted
    } catch (error) {
      const isRefused = error instanceof CallFailed && error.status >= 400 && error.status < 500 && error.status !== 429
      if (isRefused) await outbox.remove(draft.key)
      throw error
    }
  }

  return {
    report,
    /** Makes a draft: one key for one report. */
    draft: (submission: Submission): Draft => ({ key: newKey(), submission }),
    /** The drafts that are not accepted yet. */
    unsent: async (): Promise<readonly Draft[]> => outbox.list(),
    /** Sends every draft that waits, oldest first. Call it when the network is back. */
    sendUnsent: async (call: CallOptions = {}): Promise<readonly Accepted[]> => {
      const accepted: Accepted[] = []
      for (const draft of await outbox.list()) accepted.push(await report(draft, call))
      return accepted
    },
    status: ({ reference, followUpCode }: Receipt, call: CallOptions = {}): Promise<Status> =>
      granted(
        api.POST('/reports/{reference}/status', {
          ...settingsOf(call),
          params: { path: { reference } },
          body: { followUpCode },
        }),
        call.signal,
      ),
    /** Adds to a report. @param key - made once for the addition, so that a retry adds once */
    add: (
      { reference, followUpCode }: Receipt,
      { text, key }: { readonly text: string; readonly key: string },
      call: CallOptions = {},
    ) =>
      granted(
        api.POST('/reports/{reference}/additions', {
          ...settingsOf(call),
          params: { path: { reference } },
          headers: headersFor(key),
          body: { followUpCode, text },
        }),
        call.signal,
      ),
    withdraw: ({ reference, followUpCode }: Receipt, call: CallOptions = {}) =>
      granted(
        api.POST('/reports/{reference}/withdrawal', {
          ...settingsOf(call),
          params: { path: { reference } },
          body: { followUpCode },
        }),
        call.signal,
      ),
    /** Undoes a withdrawal, until the text is erased. */
    undo: ({ reference, followUpCode }: Receipt, call: CallOptions = {}) =>
      granted(
        api.POST('/reports/{reference}/withdrawal/undo', {
          ...settingsOf(call),
          params: { path: { reference } },
          body: { followUpCode },
        }),
        call.signal,
      ),
    guidance: (query: GuidanceQuery = {}, call: CallOptions = {}) =>
      granted(api.GET('/guidance', { ...settingsOf(call), params: { query } }), call.signal),
  }
}

/** The calls of reporters. */
export type Harbour = ReturnType<typeof createHarbour>
