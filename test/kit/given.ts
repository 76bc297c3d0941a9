import { policy } from '../../shared/domain/policy.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { type Calling, createHarbourInMemory, type HarbourInMemory, type Named } from './harbour.ts'
import { leith, type OnDuty } from './officers.ts'
import { adultWhoWrites } from './submissions.ts'

/** The calls of an officer that change a report, by the last part of their address. */
export type OfficerAct =
  | 'acknowledgement'
  | 'opening'
  | 'reroute'
  | 'grade'
  | 'notes'
  | 'closing'
  | 'reopening'
  | 'withdrawal'
  | 'hold'

/** A report of a harbour, as its reporter and the officers reach it. */
export interface GivenReport extends Named {
  readonly followUpCode: string
  /** Returns the same report, whose calls are made under this key and on these ports. */
  with(calling: Pick<Calling, 'key' | 'ports' | 'prefer'>): GivenReport
  /** Its reporter asks how it stands. */
  askStatus(): Promise<HttpReply>
  /** Its reporter adds to it. */
  add(text: string): Promise<HttpReply>
  /** Its reporter withdraws it. */
  withdraw(): Promise<HttpReply>
  /** Its reporter undoes the withdrawal. */
  undo(): Promise<HttpReply>
  /** An officer asks which desk has it. */
  find(officer: OnDuty): Promise<HttpReply>
  /** An officer acts on it. */
  act(officer: OnDuty, what: OfficerAct, body?: unknown): Promise<HttpReply>
  /** An officer reads its log, or a later page of it. */
  readLog(officer: OnDuty, query?: { readonly cursor: string }): Promise<HttpReply>
}

/** What an officer sends to open a report. */
export const opening = { reason: 'first-assessment', note: 'to see what is asked for' } as const

const reportIn = (
  harbour: HarbourInMemory,
  named: Named & { readonly followUpCode: string },
  calling: Pick<Calling, 'key' | 'ports' | 'prefer'> = {},
): GivenReport => {
  const { reportId, followUpCode } = named
  const followUp = (what: string, more: object = {}) =>
    harbour.followUp(what, reportId, { ...calling, body: { followUpCode, ...more } })
  return {
    ...named,
    with: (more) => reportIn(harbour, named, { ...calling, ...more }),
    askStatus: () => followUp('status'),
    add: (text) => followUp('additions', { text }),
    withdraw: () => followUp('withdrawal'),
    undo: () => followUp('withdrawal/undo'),
    find: ({ token }) => harbour.duty('GET /duty/reports/{reportId}', reportId, { ...calling, token }),
    act: ({ token }, what, body = {}) =>
      harbour.duty(`POST /duty/reports/{reportId}/${what}`, reportId, { ...calling, token, body }),
    readLog: ({ token }, query) =>
      harbour.duty('GET /duty/reports/{reportId}/log', reportId, { ...calling, token, ...(query && { query }) }),
  }
}

/** What a test may say of the report that it is given. */
interface Wanted {
  /** The harbour that gets the report; a new one if it is left out. */
  readonly in?: HarbourInMemory
  /** @default adultWhoWrites, whose desk is that of `leith` */
  readonly submission?: unknown
  /** The officer who acknowledges and closes it. @default leith */
  readonly by?: OnDuty
}

/** A harbour, and a report in it. */
export interface Given {
  readonly harbour: HarbourInMemory
  readonly report: GivenReport
}

/** Returns what a reporter keeps of a 202. @throws Error when the reply is no 202 */
export const acceptedOf = ({ status, body }: HttpReply): Named & { readonly followUpCode: string } => {
  if (status !== 202) throw new Error(`the report was not accepted: ${status}`)
  const { reference, followUpCode } = body as { readonly reference: string; readonly followUpCode: string }
  return { reportId: reference.replaceAll('-', ''), followUpCode }
}

const received = async ({ in: harbour = createHarbourInMemory(), submission = adultWhoWrites }: Wanted = {}) => ({
  harbour,
  report: reportIn(harbour, acceptedOf(await harbour.post(submission))),
})

const expectOk = ({ status, body }: HttpReply): void => {
  if (status !== 200) throw new Error(`the state could not be reached: ${status} ${JSON.stringify(body)}`)
}

const routed = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await received(wanted)
  await given.harbour.route(given.report.reportId)
  return given
}

const alerted = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await received(wanted)
  await given.harbour.deliver()
  return given
}

const acknowledged = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await alerted(wanted)
  expectOk(await given.report.act(wanted.by ?? leith, 'acknowledgement'))
  return given
}

const takeAndRead = async ({ report }: Given, by: OnDuty = leith): Promise<void> => {
  expectOk(await report.act(by, 'acknowledgement'))
  expectOk(await report.act(by, 'opening', opening))
}

const read = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await alerted(wanted)
  await takeAndRead(given, wanted.by)
  return given
}

const readAfterEveryRung = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await alerted(wanted)
  const { firstAlertMinutes, escalationMinutes, laterEscalationMinutes } = policy
  for (const minutes of [firstAlertMinutes.standard, ...escalationMinutes, laterEscalationMinutes]) {
    await pass(given.harbour, minutes)
  }
  await takeAndRead(given, wanted.by)
  return given
}

const closed = async (wanted: Wanted = {}): Promise<Given> => {
  const given = await read(wanted)
  expectOk(await given.report.act(wanted.by ?? leith, 'closing', { outcome: 'advice-given' }))
  return given
}

/** Lets so many minutes pass: watch-deadlines runs at the end of them, and every message is delivered. */
export const pass = async (harbour: HarbourInMemory, minutes: number): Promise<void> => {
  harbour.advance(minutes)
  await harbour.watch()
  await harbour.deliver()
}

/** A harbour with a report in a state, which it reached by the calls of its reporter and its officers. */
export const given = {
  /** Stored, and its message is in the routing queue. */
  receivedReport: received,
  /** At its desk, whose message is in the desk's queue. */
  routedReport: routed,
  /** At its desk, which was notified. */
  alertedReport: alerted,
  /** Taken by an officer. */
  acknowledgedReport: acknowledged,
  /** Taken and read by an officer. */
  readReport: read,
  /** Taken and read by an officer after everybody was notified, rung by rung. */
  reportReadAfterEveryRung: readAfterEveryRung,
  /** Closed by the officer who took and read it. */
  closedReport: closed,
} as const
