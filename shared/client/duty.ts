import type { operations } from './api.d.ts'
import { CallFailed } from './failure.ts'
import { type CallOptions, createTransport, granted, settingsOf, type TransportOptions } from './transport.ts'

/** How officers' calls are made. */
export interface DutyOptions extends TransportOptions {
  /**
   * Returns the officer's access token. `isRefused` is true when the API did not accept the one before: renew it then,
   * or throw.
   */
  readonly token: (isRefused: boolean) => string | Promise<string>
}

type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>
type Sent<Name extends keyof operations> = operations[Name] extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } }
}
  ? Body
  : never

/**
 * Creates the calls of duty officers. A call that was answered 401 did nothing, so it is sent once more with another
 * token. @throws CallFailed as `CallFailed` says
 */
export const createDuty = (options: DutyOptions) => {
  const api = createTransport(options)
  const signedIn = async <Data>(
    send: (authorized: { readonly headers: { readonly Authorization: string } }) => Parameters<typeof granted<Data>>[0],
    signal: AbortSignal | undefined,
  ) => {
    const attempt = async (isRefused: boolean) =>
      granted(send({ headers: { Authorization: `Bearer ${await options.token(isRefused)}` } }), signal)
    try {
      return await attempt(false)
    } catch (error) {
      if (!(error instanceof CallFailed) || error.status !== 401) throw error
      return attempt(true)
    }
  }
  const path = (reportId: string) => ({ params: { path: { reportId } } })

  return {
    /** Lists a page of a desk's reports, most urgent first. */
    list: (query: Query<'listReports'> = {}, call: CallOptions = {}) =>
      signedIn(
        (signed) => api.GET('/duty/reports', { ...signed, ...settingsOf(call), params: { query } }),
        call.signal,
      ),
    /** The newest drills of a desk and what came of each, for those who supervise it. */
    drills: (query: Query<'listDrills'> = {}, call: CallOptions = {}) =>
      signedIn((signed) => api.GET('/duty/drills', { ...signed, ...settingsOf(call), params: { query } }), call.signal),
    /** The contacts of a desk that fail, for those who supervise it. */
    contacts: (query: Query<'listContacts'> = {}, call: CallOptions = {}) =>
      signedIn(
        (signed) => api.GET('/duty/contacts', { ...signed, ...settingsOf(call), params: { query } }),
        call.signal,
      ),
    /** The facts of one report, and which desk has it. */
    find: (reportId: string, call: CallOptions = {}) =>
      signedIn(
        (signed) => api.GET('/duty/reports/{reportId}', { ...signed, ...settingsOf(call), ...path(reportId) }),
        call.signal,
      ),
    /** A page of the log of a report: every change and every reading, oldest first. */
    log: (reportId: string, query: Query<'readLog'> = {}, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.GET('/duty/reports/{reportId}/log', {
            ...signed,
            ...settingsOf(call),
            params: { ...path(reportId).params, query },
          }),
        call.signal,
      ),
    acknowledge: (reportId: string, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/acknowledgement', {
            ...signed,
            ...settingsOf(call),
            ...path(reportId),
            body: {},
          }),
        call.signal,
      ),
    /** Opens a report. The reading is logged before anything is shown. */
    open: (reportId: string, body: Sent<'openReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/opening', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    handOver: (reportId: string, body: Sent<'rerouteReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/reroute', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    regrade: (reportId: string, body: Sent<'regradeReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/grade', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    /** Adds a note. @param key - made once for the note, so that a retry adds once */
    addNote: (reportId: string, { text, key }: Sent<'addNote'> & { readonly key: string }, call: CallOptions = {}) =>
      signedIn(
        ({ headers }) =>
          api.POST('/duty/reports/{reportId}/notes', {
            headers: { ...headers, 'Idempotency-Key': key },
            ...settingsOf(call),
            ...path(reportId),
            body: { text },
          }),
        call.signal,
      ),
    close: (reportId: string, body: Sent<'closeReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/closing', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    reopen: (reportId: string, body: Sent<'reopenReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/reopening', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    decideWithdrawal: (reportId: string, body: Sent<'decideWithdrawal'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/withdrawal', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
    hold: (reportId: string, body: Sent<'holdReport'>, call: CallOptions = {}) =>
      signedIn(
        (signed) =>
          api.POST('/duty/reports/{reportId}/hold', { ...signed, ...settingsOf(call), ...path(reportId), body }),
        call.signal,
      ),
  }
}

/** The calls of duty officers. */
export type Duty = ReturnType<typeof createDuty>
