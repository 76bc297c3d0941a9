import type { RefusalCode } from '../../shared/contract/refusals.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import type { Report } from '../../shared/domain/report.ts'
import { type DeskReport, maySee, toReportView } from '../../shared/domain/report-view.ts'
import type { Step } from '../../shared/domain/steps.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { Officer, OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'

/** Who an officer must be for a call: one of the report's own desk, or also duty control, which sees the facts of all. */
export type Access = 'own-desk' | 'facts-only'

/** A step to store, or none; and what the officer is answered. */
export interface Decision<Next extends Report = Report> {
  readonly step: Step<Next> | undefined
  readonly reply: HttpReply
}

/** Says no, and stores nothing. */
export const refused = (code: RefusalCode, detail: string): Decision<never> => ({
  step: undefined,
  reply: refuse(code, detail),
})

/** The same for a report that is not there and for one that the officer's desk may not see. */
export const notFound = (): HttpReply => refuse('report-not-found', 'your desk has no such report')

/** Says that a report has no text any more, by what made it so. */
export const erasedText = ({ state }: DeskReport): string =>
  state === 'withdrawn'
    ? 'the reporter withdrew this report, and its text was erased'
    : 'the text of this report was erased'

/** Answers with the report's facts. */
export const withFacts = (report: DeskReport): HttpReply => ({ status: 200, body: toReportView(report) })

/** Stores a step and answers with what the report is then. */
export const toStep = <Next extends DeskReport>(step: Step<Next>): Decision<Next> => ({
  step,
  reply: withFacts(step.next),
})

/** Verifies who calls: 401 without a token that is right, 403 for an officer of no desk. */
export const withOfficer =
  (tokens: OfficerTokens, work: (request: HttpRequest, officer: Officer) => Promise<HttpReply>): HttpWork =>
  async (request) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '') ?? []
    const officer = token === undefined ? undefined : await tokens.verify(token)
    if (officer === undefined)
      return refuse('not-signed-in', 'sign in and send the access token as Authorization: Bearer TOKEN')
    if (officer.desks.length === 0) return refuse('no-desk', 'you are signed in, but you are not assigned to a desk')
    return withLogFields({ officer: officer.subject }, () => work(request, officer))
  }

/** Gives the reportId of a request's address; undefined when it can't be one. */
export const reportIdOf = (request: HttpRequest): string | undefined =>
  parseReference(request.pathParameters['reportId'] ?? '')

/** Says whether the officer may do this with the report: undefined when they may, else what they are answered. */
export const refuseAccess = (report: Report, officer: Officer, access: Access): HttpReply | undefined => {
  if (report.state === 'received' || !maySee(officer.desks, report.desk)) return notFound()
  if (access === 'facts-only' || officer.desks.includes(report.desk)) return undefined
  return refuse('other-desk', 'duty control sees the facts of this report; only officers of its desk may do this')
}

/** What moves a report on for an officer. */
export interface MovingDeps {
  readonly reports: ReportStore
  readonly log: Log
}

/**
 * Moves a report on as the officer asks: the decision is made on what is there now, and again when somebody else stored a step first.
 *
 * @param decide - may be called again, so its effects must be repeatable
 */
export const moveOn = async <Next extends Report>(
  { reports, log }: MovingDeps,
  [request, officer, access]: readonly [HttpRequest, Officer, Access],
  decide: (report: DeskReport) => Promise<Decision<Next>>,
): Promise<Decision<Next>> => {
  const reportId = reportIdOf(request)
  if (reportId === undefined) return { step: undefined, reply: notFound() }
  const moved = await advance(reports, reportId, async (report): Promise<Decision<Next>> => {
    const refusal = refuseAccess(report, officer, access)
    if (refusal !== undefined || report.state === 'received') return { step: undefined, reply: refusal ?? notFound() }
    return decide(report)
  })
  if (typeof moved === 'string') return { step: undefined, reply: notFound() }
  if (moved.step !== undefined) log.event(moved.step.entry.what, { reportId })
  return moved
}
