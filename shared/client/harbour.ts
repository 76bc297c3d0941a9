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

/** What became of a draft that waited. */
export type Sent =
  | { readonly draft: Draft; readonly accepted: Accepted }
  | { readonly draft: Draft; readonly failure: unknown }

/** What Harbour refuses for its content, under each of these codes; a firewall's 403 says nothing of a draft. */
const contentCodes = ['invalid-request', 'too-large', 'not-json', 'key-reused']

const isRefusedForContent = (error: unknown): boolean =>
  error instanceof CallFailed && contentCodes.includes(error.code)

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
   * Sends a report. Until it is accepted it waits in the outbox. What Harbour itself refuses for its content is taken
   * out again, for the page to show with its problems; any other failure leaves it there.
   */
  const report = async (draft: Draft, call: CallOptions = {}): Promise<Accepted> => {
    await outbox.put(draft)
    try {
      const accepted = await post(draft, call)
      await outbox.remove(draft.key)
      return accepted
    } catch (error) {
      if (isRefusedForContent(error)) await outbox.remove(draft.key)
      throw error
    }
  }

  const tryUnsent = async (draft: Draft, call: CallOptions): Promise<Sent> => {
    try {
      return { draft, accepted: await report(draft, call) }
    } catch (failure) {
      return { draft, failure }
    }
  }

  return {
    report,
    /** Makes a draft: one key for one report. */
    draft: (submission: Submission): Draft => ({ key: newKey(), submission }),
    /** The drafts that are not accepted yet. */
    unsent: async (): Promise<readonly Draft[]> => outbox.list(),
    /**
     * Sends every draft that waits, oldest first, and returns what became of each: one that fails keeps no other from
     * being sent. Call it when the network is back. Show each code: it is shown only here.
     */
    sendUnsent: async (call: CallOptions = {}): Promise<readonly Sent[]> => {
      const sent: Sent[] = []
      for (const draft of await outbox.list()) sent.push(await tryUnsent(draft, call))
      return sent
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
