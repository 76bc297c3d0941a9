import { dutyParsers } from '../../shared/contract/duty.ts'
import type { dutyOperations } from '../../shared/contract/operations/duty.ts'
import type { Parsed } from '../../shared/contract/problem.ts'
import { acknowledge, addNote, close, hold, isLowered, isOpenable, regrade } from '../../shared/domain/officer-steps.ts'
import type { DeskReport } from '../../shared/domain/report-view.ts'
import { findAddedBefore, isFullOf } from '../../shared/domain/reporter-steps.ts'
import { hasUnreadParts, isOwned } from '../../shared/domain/steps.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuseProblems } from '../../shared/lambda/http.ts'
import { withBody } from '../../shared/lambda/json-body.ts'
import type { Officer, OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { type FactsDeps, listReports, readLog } from './desk-lists.ts'
import { type HandoverDeps, handOver } from './handover.ts'
import {
  type Access,
  type Decision,
  erasedText,
  moveOn,
  refused,
  toStep,
  withFacts,
  withOfficer,
} from './officer-call.ts'
import { type OpeningDeps, openReport, sealNote } from './opening.ts'

/** What duty-api needs from outside. */
export interface DutyApiDeps extends OpeningDeps, HandoverDeps, FactsDeps {
  readonly tokens: OfficerTokens
}

type Call = readonly [HttpRequest, Officer]
type Act<Body> = (report: DeskReport, body: Body, call: Call) => Promise<Decision>

const asItIs = (report: DeskReport): Decision => ({ step: undefined, reply: withFacts(report) })

/**
 * The calls of duty officers, by method and resource. Each verifies the token again, finds the report as it is now, and answers 404 for
 * what the officer's desk may not see. Every call that changes a report is one conditional update, and repeating it changes nothing more;
 * an opening is logged each time, for each is a reading.
 */
export const createDutyApi = (deps: DutyApiDeps): Record<keyof typeof dutyOperations, HttpWork> => {
  const { now, sha256 } = deps
  const acting = ([, officer]: Call) => ({ officer: officer.subject, now: now() })

  const acknowledging: Act<object> = async (report, _body, call) => {
    const [, officer] = call
    if (report.state === 'routed' || report.state === 'alerted') return toStep(acknowledge(report, acting(call)))
    if (report.state !== 'acknowledged') return refused('wrong-state', `this report is ${report.state}`)
    if (report.officer === officer.subject) return asItIs(report)
    return refused('already-acknowledged', `${report.officer} acknowledged this report at ${report.acknowledgedAt}`)
  }

  const regrading: Act<Parameters<typeof regrade>[1]> = async (report, to, call) => {
    if (!isOwned(report)) return refused('wrong-state', `this report is ${report.state}`)
    if (report.grade === to.grade) return asItIs(report)
    if (!isLowered(report.grade, to.grade) || to.reason !== undefined) return toStep(regrade(report, to, acting(call)))
    const detail = `is missing; ${report.grade} to ${to.grade} is less urgent and needs a reason`
    return { step: undefined, reply: refuseProblems([{ pointer: '/reason', detail, code: 'reason-needed' }]) }
  }

  const noting: Act<{ readonly text: string }> = async (report, { text }, call) => {
    if (!isOpenable(report)) return refused('text-erased', erasedText(report))
    const [request, officer] = call
    const key = request.header('idempotency-key')
    const requestHash =
      key === undefined ? undefined : sha256(`harbour/v1/note/${officer.subject}/${key.toLowerCase()}`)
    if (findAddedBefore(report, requestHash) !== undefined) return asItIs(report)
    if (isFullOf('note', report))
      return refused('report-full', 'this report has as many notes as it can hold; it can still be opened')
    const { noteId, note } = await sealNote(deps, report, [officer, text])
    return toStep(addNote(report, noteId, requestHash === undefined ? note : { ...note, requestHash }, acting(call)))
  }

  const closing: Act<{ readonly outcome: Parameters<typeof close>[1] }> = async (report, { outcome }, call) => {
    if (report.state === 'acknowledged' && hasUnreadParts(report)) {
      return refused(
        'unread-additions',
        'the reporter added something that nobody has read; open this report before you close it',
      )
    }
    if (report.state === 'acknowledged') return toStep(close(report, outcome, acting(call)))
    if (report.state === 'closed' && report.outcome === outcome) return asItIs(report)
    if (isOwned(report)) return refused('not-acknowledged', 'acknowledge this report before you close it')
    return refused('wrong-state', `this report is already ${report.state}`)
  }

  const holding: Act<{ readonly held: boolean }> = async (report, { held }, call) => {
    if (!isOpenable(report)) return refused('text-erased', erasedText(report))
    return (report.heldBy !== undefined) === held ? asItIs(report) : toStep(hold(report, held, acting(call)))
  }

  const calls = <Body>(
    parse: (input: unknown) => Parsed<Body>,
    work: (call: Call, body: Body) => Promise<HttpReply>,
  ): HttpWork =>
    withOfficer(deps.tokens, (request, officer) => withBody(request, parse, (body) => work([request, officer], body)))

  const changes = <Body>(parse: (input: unknown) => Parsed<Body>, act: Act<Body>, access: Access = 'own-desk') =>
    calls(parse, async ([request, officer], body) => {
      const moved = await moveOn(deps, [request, officer, access], (report) => act(report, body, [request, officer]))
      return moved.reply
    })

  return {
    'GET /duty/reports': withOfficer(deps.tokens, (request, officer) => listReports(deps, request, officer)),
    'GET /duty/reports/{reportId}/log': withOfficer(deps.tokens, (request, officer) => readLog(deps, request, officer)),
    'POST /duty/reports/{reportId}/acknowledgement': changes(dutyParsers.empty, acknowledging),
    'POST /duty/reports/{reportId}/opening': calls(dutyParsers.opening, (call, opening) =>
      openReport(deps, call, opening),
    ),
    'POST /duty/reports/{reportId}/reroute': calls(dutyParsers.reroute, (call, handover) =>
      handOver(deps, call, handover),
    ),
    'POST /duty/reports/{reportId}/grade': changes(dutyParsers.regrade, regrading, 'facts-only'),
    'POST /duty/reports/{reportId}/notes': changes(dutyParsers.note, noting),
    'POST /duty/reports/{reportId}/closing': changes(dutyParsers.closing, closing),
    'POST /duty/reports/{reportId}/hold': changes(dutyParsers.hold, holding),
  }
}
