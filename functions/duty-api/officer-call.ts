import type { RefusalCode } from '../../shared/contract/refusals.ts'
import type { Change } from '../../shared/domain/change.ts'
import { isDrill } from '../../shared/domain/drill.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { DeskReport } from '../../shared/domain/report-states.ts'
import { maySee, toReportView } from '../../shared/domain/report-view.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { Officer, OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { advance, type Decision } from '../../shared/workflow/advance.ts'

/**
 * Who may make a call: officers of the report's own desk alone, or duty control too, which sees the facts of every
 * report. A drill takes the calls of its desk that name it, and no other change.
 */
export type Access = 'own-desk' | 'own-desk-or-drill' | 'facts-only'

/** A request, and the officer who makes it. */
export interface OfficerCall {
  readonly request: HttpRequest
  readonly officer: Officer
}

/** A change to store, or none; and what the officer is answered. */
export type OfficerDecision<Next extends Report = Report> = Decision<HttpReply, Next>

/** Verifies who calls: 401 without a valid token. */
export const withSignedIn =
  (tokens: OfficerTokens, work: (call: OfficerCall) => Promise<HttpReply>): HttpWork =>
  async (request) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '') ?? []
    const officer = token === undefined ? undefined : await tokens.verify(token)
    if (officer === undefined)
      return refuse('not-signed-in', 'sign in and send the access token as Authorization: Bearer TOKEN')
    return withLogFields({ officer: officer.subject }, () => work({ request, officer }))
  }

/** The same, and 403 for an officer who is assigned to no desk. */
export const withOfficer = (tokens: OfficerTokens, work: (call: OfficerCall) => Promise<HttpReply>): HttpWork =>
  withSignedIn(tokens, async (call) =>
    call.officer.desks.length > 0
      ? work(call)
      : refuse('no-desk', 'you are signed in, but you are not assigned to any desk'),
  )

/** What changing a report for an officer needs. */
export interface AdvancingDeps {
  readonly reports: ReportStore
  readonly log: Log
}

/**
 * Makes the change that an officer asks for. The decision is made on the report as it is now, and again when somebody
 * else stored a change first.
 *
 * @param decide - may be called again, so its effects must be repeatable
 */
export const advanceAsOfficer = async <Next extends Report>(
  { reports, log }: AdvancingDeps,
  { request, officer, access }: OfficerCall & { readonly access: Access },
  decide: (report: DeskReport) => Promise<OfficerDecision<Next>>,
): Promise<OfficerDecision<Next>> => {
  const reportId = reportIdOf(request)
  if (reportId === undefined) return { change: undefined, reply: notFound() }
  const advanced = await advance(reports, reportId, async (report): Promise<OfficerDecision<Next>> => {
    const refusal = refuseAccess(report, officer, access)
    if (refusal !== undefined || report.state === 'received') return { change: undefined, reply: refusal ?? notFound() }
    if (isDrill(report) && access !== 'own-desk-or-drill') {
      return { change: undefined, reply: refuse('is-a-drill', 'this is a drill; acknowledge it, and it ends') }
    }
    return decide(report)
  })
  if (typeof advanced === 'string') return { change: undefined, reply: notFound() }
  if (advanced.change !== undefined) log.event(advanced.change.entry.what, { reportId })
  return advanced
}

/** Returns the reportId of a request's address; undefined when it cannot be one. */
export const reportIdOf = (request: HttpRequest): string | undefined =>
  parseReference(request.pathParameters['reportId'] ?? '')

/** Returns the refusal for an officer who may not do this with the report; undefined when they may. */
export const refuseAccess = (report: Report, officer: Officer, access: Access): HttpReply | undefined => {
  if (report.state === 'received' || !maySee(officer.desks, report.desk)) return notFound()
  if (access === 'facts-only' || officer.desks.includes(report.desk)) return undefined
  return refuse('other-desk', 'duty control sees the facts of this report; only officers of its desk may do this')
}

/** The same answer for a report that does not exist and for one that the officer's desk may not see. */
export const notFound = (): HttpReply => refuse('report-not-found', 'your desk has no such report')

/** Stores a change and answers with the report's facts after it. */
export const storeAndShow = <Next extends DeskReport>(change: Change<Next>): OfficerDecision<Next> => ({
  change,
  reply: withFacts(change.next),
})

/** Answers with the report's facts. */
export const withFacts = (report: DeskReport): HttpReply => ({ status: 200, body: toReportView(report) })

/** Refuses, and stores nothing. */
export const refused = <Next extends Report = never>(code: RefusalCode, detail: string): OfficerDecision<Next> => ({
  change: undefined,
  reply: refuse(code, detail),
})

/** Says why a report has no text any more. */
export const erasedText = ({ state }: DeskReport): string =>
  state === 'withdrawn'
    ? 'the reporter withdrew this report, and its text was erased'
    : 'the text of this report was erased'
