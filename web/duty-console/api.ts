import type { HandedOver } from '../../shared/contract/answers/handed-over.ts'
import type { WrittenLog } from '../../shared/contract/answers/log.ts'
import type { Opened } from '../../shared/contract/answers/opened.ts'
import type { Refusal } from '../../shared/contract/answers/problem.ts'
import type { DeskListPage } from '../../shared/contract/answers/report-view.ts'
import type { WithdrawalDecision } from '../../shared/contract/duty.ts'
import type { ReportDesk } from '../../shared/domain/desk.ts'
import type { DeskList } from '../../shared/domain/desk-list.ts'
import type { Grade } from '../../shared/domain/grade.ts'
import type { RegradeReason, ReopenReason, RerouteReason } from '../../shared/domain/officer-changes.ts'
import type { OpeningReason } from '../../shared/domain/opening-changes.ts'
import type { Outcome } from '../../shared/domain/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { type Session, SignedOut } from './session.ts'

/** Why a call did not do what was asked. */
export type Trouble =
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly retryAfterSeconds: number }
  /** Nothing came back: whether the API did it is not known. */
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'signed-out' }

/** What a call gave. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: Trouble }

/** One call of the API. */
interface Call {
  readonly path: string
  /** Sent as JSON by POST. @default none: a GET */
  readonly body?: unknown
  readonly idempotencyKey?: string
}

/** How long an answer may take, milliseconds: a little more than API Gateway waits for its function. */
const patienceMs = 30_000

const toTrouble = async (response: Response): Promise<Trouble> => {
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 0)
  try {
    const refusal = (await response.json()) as Refusal
    return typeof refusal.code === 'string' ? { kind: 'refused', refusal, retryAfterSeconds } : { kind: 'no-answer' }
  } catch {
    return { kind: 'no-answer' }
  }
}

/** Creates the calls of the duty API that the console makes. */
export const createDutyApi = ({ apiUrl, session }: { readonly apiUrl: string; readonly session: Session }) => {
  const send = async ({ path, body, idempotencyKey }: Call): Promise<Response> =>
    fetch(new URL(path, apiUrl), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${await session.token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    })

  /** A call that was answered 401 did nothing, so it is sent once more with another token. */
  const call = async <Value>(asked: Call): Promise<Answer<Value>> => {
    try {
      let response = await send(asked)
      if (response.status === 401) {
        await session.renew()
        response = await send(asked)
      }
      if (response.status === 401) return { ok: false, trouble: { kind: 'signed-out' } }
      if (!response.ok) return { ok: false, trouble: await toTrouble(response) }
      return { ok: true, value: (await response.json()) as Value }
    } catch (error) {
      return { ok: false, trouble: { kind: error instanceof SignedOut ? 'signed-out' : 'no-answer' } }
    }
  }

  const change = (reportId: string, what: string, body: object, idempotencyKey?: string) =>
    call<ReportView>({
      path: `duty/reports/${reportId}/${what}`,
      body,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })

  return {
    list: (desk: ReportDesk, state: DeskList, cursor?: string) => {
      const query = new URLSearchParams({ desk, state, ...(cursor === undefined ? {} : { cursor }) })
      return call<DeskListPage>({ path: `duty/reports?${query}` })
    },
    find: (reportId: string) => call<ReportView>({ path: `duty/reports/${reportId}` }),
    log: (reportId: string) => call<WrittenLog>({ path: `duty/reports/${reportId}/log` }),
    acknowledge: (reportId: string) => change(reportId, 'acknowledgement', {}),
    open: (
      reportId: string,
      opening: { readonly reason: OpeningReason; readonly note: string; readonly before?: string },
    ) => call<Opened>({ path: `duty/reports/${reportId}/opening`, body: opening }),
    handOver: (reportId: string, handover: { readonly desk: ReportDesk; readonly reason: RerouteReason }) =>
      call<HandedOver>({ path: `duty/reports/${reportId}/reroute`, body: handover }),
    regrade: (reportId: string, to: { readonly grade: Grade; readonly reason?: RegradeReason }) =>
      change(reportId, 'grade', to),
    /** The same key adds one note, however often it is sent. */
    note: (reportId: string, text: string, idempotencyKey: string) =>
      change(reportId, 'notes', { text }, idempotencyKey),
    close: (reportId: string, outcome: Outcome) => change(reportId, 'closing', { outcome }),
    reopen: (reportId: string, reason: ReopenReason) => change(reportId, 'reopening', { reason }),
    decideWithdrawal: (reportId: string, decision: WithdrawalDecision) => change(reportId, 'withdrawal', decision),
    hold: (reportId: string, held: boolean) => change(reportId, 'hold', { held }),
  }
}

/** The calls of the duty API. */
export type DutyApi = ReturnType<typeof createDutyApi>
