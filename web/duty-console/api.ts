import { createDuty, type Duty as DutyCalls } from '../../shared/client/duty.ts'
import { CallFailed } from '../../shared/client/failure.ts'
import type { DeskContacts } from '../../shared/contract/answers/desk-contacts.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import type { ReportLogPage } from '../../shared/contract/answers/log.ts'
import type { Opened } from '../../shared/contract/answers/opened.ts'
import type { DeskListPage } from '../../shared/contract/answers/report-view.ts'
import type { WithdrawalDecision } from '../../shared/contract/duty.ts'
import type { ServedDesk } from '../../shared/domain/desk.ts'
import type { DeskList } from '../../shared/domain/desk-list.ts'
import type { ReopenReason } from '../../shared/domain/officer-changes.ts'
import type { Outcome } from '../../shared/domain/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { type Session, SignedOut } from './session.ts'

/** Why a call did not do what was asked. */
export type Trouble =
  /** What the API refused, in its own words. */
  | ({ readonly kind: 'refused' } & Pick<CallFailed, 'status' | 'detail' | 'problems'>)
  /** Nothing came back: whether the API did it is not known. */
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'signed-out' }

/** What a call gave. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: Trouble }

/** How often the client sends a call again by itself: an officer who waits is told soon. */
const retries = 1

const troubleOf = (error: unknown): Trouble => {
  if (error instanceof SignedOut) return { kind: 'signed-out' }
  // After a time-out the gateway answers, in words for the front ends of reporters.
  if (!(error instanceof CallFailed) || error.status === 0 || error.status === 504) return { kind: 'no-answer' }
  const { status, detail, problems } = error
  return status === 401 ? { kind: 'signed-out' } : { kind: 'refused', status, detail, problems }
}

const toAnswer = async <Value>(calling: Promise<Value>): Promise<Answer<Value>> => {
  try {
    return { ok: true, value: await calling }
  } catch (error) {
    return { ok: false, trouble: troubleOf(error) }
  }
}

type BodyOf<Name extends keyof DutyCalls> = Parameters<DutyCalls[Name]>[1]

/** Creates the console's calls: those of the client, each with what went wrong as a value that a view shows. */
export const createDutyApi = ({ apiUrl, session }: { readonly apiUrl: string; readonly session: Session }) => {
  const duty = createDuty({
    baseUrl: apiUrl,
    retries,
    token: async (isRefused) => {
      if (isRefused) await session.renew()
      return session.token()
    },
  })
  return {
    list: (desk: ServedDesk, state: DeskList, cursor?: string): Promise<Answer<DeskListPage>> =>
      toAnswer(duty.list({ desk, state, ...(cursor === undefined ? {} : { cursor }) })),
    find: (reportId: string): Promise<Answer<ReportView>> => toAnswer(duty.find(reportId)),
    log: (reportId: string, cursor?: string): Promise<Answer<ReportLogPage>> =>
      toAnswer(duty.log(reportId, cursor === undefined ? {} : { cursor })),
    acknowledge: (reportId: string): Promise<Answer<ReportView>> => toAnswer(duty.acknowledge(reportId)),
    open: (reportId: string, opening: BodyOf<'open'>): Promise<Answer<Opened>> =>
      toAnswer(duty.open(reportId, opening)),
    handOver: (reportId: string, handover: BodyOf<'handOver'>) => toAnswer(duty.handOver(reportId, handover)),
    regrade: (reportId: string, to: BodyOf<'regrade'>): Promise<Answer<ReportView>> =>
      toAnswer(duty.regrade(reportId, to)),
    /** The same key adds one note, however often it is sent. */
    note: (reportId: string, text: string, key: string): Promise<Answer<ReportView>> =>
      toAnswer(duty.addNote(reportId, { text, key })),
    close: (reportId: string, outcome: Outcome): Promise<Answer<ReportView>> =>
      toAnswer(duty.close(reportId, { outcome })),
    reopen: (reportId: string, reason: ReopenReason): Promise<Answer<ReportView>> =>
      toAnswer(duty.reopen(reportId, { reason })),
    decideWithdrawal: (reportId: string, decision: WithdrawalDecision): Promise<Answer<ReportView>> =>
      toAnswer(duty.decideWithdrawal(reportId, decision)),
    drills: (desk: ServedDesk): Promise<Answer<DeskDrills>> => toAnswer(duty.drills({ desk })),
    contacts: (desk: ServedDesk): Promise<Answer<DeskContacts>> => toAnswer(duty.contacts({ desk })),
    hold: (reportId: string, held: boolean): Promise<Answer<ReportView>> => toAnswer(duty.hold(reportId, { held })),
  }
}

/** The calls of the duty API. */
export type DutyApi = ReturnType<typeof createDutyApi>
