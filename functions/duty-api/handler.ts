import { dutyParsers } from '../../shared/contract/duty.ts'
import type { dutyOperations } from '../../shared/contract/operations/duty.ts'
import type { Parsed } from '../../shared/contract/problem.ts'
import { toGrade } from '../../shared/domain/grade.ts'
import { acknowledge, addNote, close, hold, isLowered, regrade } from '../../shared/domain/officer-changes.ts'
import { defined } from '../../shared/domain/record.ts'
import {
  type DeskReport,
  findEarlierTry,
  hasUnreadSupplements,
  isFullOf,
  isOpenable,
  isOwned,
} from '../../shared/domain/report-states.ts'
import { type HttpReply, type HttpWork, refuseProblems } from '../../shared/lambda/http.ts'
import { withBody } from '../../shared/lambda/json-body.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { type FactsDeps, listReports, readLog } from './desk-lists.ts'
import { createDutyHealth, type DutyHealthDeps } from './duty-health.ts'
import { type HandoverDeps, handOver } from './handover.ts'
import {
  type Access,
  advanceAsOfficer,
  erasedText,
  type OfficerCall,
  type OfficerDecision,
  refused,
  storeAndShow,
  withFacts,
  withOfficer,
} from './officer-call.ts'
import { type OpeningDeps, openReport, sealNote } from './opening.ts'

/** What duty-api needs from outside. */
export interface DutyApiDeps extends OpeningDeps, HandoverDeps, FactsDeps, DutyHealthDeps {
  readonly tokens: OfficerTokens
}

/**
 * The calls of duty officers, by method and resource. Each verifies the token again, finds the report as it is now, and
 * answers 404 for what the officer's desk may not see. Every call that changes a report is one conditional update, and
 * repeating it changes nothing more. An opening is logged each time, for each is a reading.
 */
export const createDutyApi = (deps: DutyApiDeps): Record<keyof typeof dutyOperations, HttpWork> => {
  const asOfficer = (work: (call: OfficerCall) => Promise<HttpReply>) => withOfficer(deps.tokens, work)
  const withParsed = <Body>(parse: Parse<Body>, work: (call: OfficerCall, body: Body) => Promise<HttpReply>) =>
    asOfficer((call) => withBody(call.request, parse, (body) => work(call, body)))
  const change = <Body>(parse: Parse<Body>, decide: Decide<Body>, access: Access = 'own-desk') =>
    withParsed(parse, async (call, body) => {
      const asked = { ...call, access }
      const { reply } = await advanceAsOfficer(deps, asked, (report) => decide(deps, { report, body, call }))
      return reply
    })
  return {
    'GET /duty/health': createDutyHealth(deps),
    'GET /duty/reports': asOfficer((call) => listReports(deps, call)),
    'GET /duty/reports/{reportId}/log': asOfficer((call) => readLog(deps, call)),
    'POST /duty/reports/{reportId}/acknowledgement': change(dutyParsers.empty, decideAcknowledgement),
    'POST /duty/reports/{reportId}/opening': withParsed(dutyParsers.opening, (call, opening) =>
      openReport(deps, call, opening),
    ),
    'POST /duty/reports/{reportId}/reroute': withParsed(dutyParsers.reroute, (call, handover) =>
      handOver(deps, call, handover),
    ),
    'POST /duty/reports/{reportId}/grade': change(dutyParsers.regrade, decideGrade, 'facts-only'),
    'POST /duty/reports/{reportId}/notes': change(dutyParsers.note, decideNote),
    'POST /duty/reports/{reportId}/closing': change(dutyParsers.closing, decideClosing),
    'POST /duty/reports/{reportId}/hold': change(dutyParsers.hold, decideHold),
  }
}

type Parse<Body> = (input: unknown) => Parsed<Body>

/** A report as it is now, what the officer sends, and the call. */
interface Asked<Body> {
  readonly report: DeskReport
  readonly body: Body
  readonly call: OfficerCall
}

/** Decides what a call of an officer changes, and what the officer is answered. */
type Decide<Body> = (deps: DutyApiDeps, asked: Asked<Body>) => Promise<OfficerDecision>

const unchanged = (report: DeskReport): OfficerDecision => ({ change: undefined, reply: withFacts(report) })

const makerOf = ({ now }: DutyApiDeps, { officer }: OfficerCall) => ({ who: officer.subject, now: now() })

const decideAcknowledgement: Decide<object> = async (deps, { report, call }) => {
  if (report.state === 'routed' || report.state === 'alerted') {
    return storeAndShow(acknowledge(report, makerOf(deps, call)))
  }
  if (report.state !== 'acknowledged') return refused('wrong-state', `this report is ${report.state}`)
  if (report.officer === call.officer.subject) return unchanged(report)
  return refused('already-acknowledged', `${report.officer} acknowledged this report at ${report.acknowledgedAt}`)
}

const decideGrade: Decide<Parameters<typeof regrade>[1]> = async (deps, { report, body: to, call }) => {
  if (!isOwned(report)) return refused('wrong-state', `this report is ${report.state}`)
  if (report.grade === to.grade) return unchanged(report)
  if (!isLowered(report.grade, to.grade) || to.reason !== undefined) {
    return storeAndShow(regrade(report, to, makerOf(deps, call)))
  }
  const detail = `is missing; ${toGrade(report.grade)} to ${to.grade} is less urgent and needs a reason`
  return { change: undefined, reply: refuseProblems([{ pointer: '/reason', detail, code: 'reason-needed' }]) }
}

const decideNote: Decide<{ readonly text: string }> = async (deps, { report, body: { text }, call }) => {
  if (!isOpenable(report)) return refused('text-erased', erasedText(report))
  const { request, officer } = call
  const key = request.header('idempotency-key')?.toLowerCase()
  const requestHash = key === undefined ? undefined : deps.sha256(`harbour/v1/note/${officer.subject}/${key}`)
  if (findEarlierTry(report, requestHash) !== undefined) return unchanged(report)
  if (isFullOf('note', report)) {
    return refused('report-full', 'this report has as many notes as it can hold; it can still be opened')
  }
  const { noteId, note } = await sealNote(deps, report, { officer, text })
  return storeAndShow(addNote(report, { noteId, note: { ...note, ...defined({ requestHash }) } }, makerOf(deps, call)))
}

const decideClosing: Decide<{ readonly outcome: Parameters<typeof close>[1] }> = async (deps, asked) => {
  const { report, body, call } = asked
  if (report.state === 'acknowledged' && hasUnreadSupplements(report)) {
    return refused(
      'unread-additions',
      'the reporter added something that nobody has read; open this report before you close it',
    )
  }
  if (report.state === 'acknowledged') return storeAndShow(close(report, body.outcome, makerOf(deps, call)))
  if (report.state === 'closed' && report.outcome === body.outcome) return unchanged(report)
  if (isOwned(report)) return refused('not-acknowledged', 'acknowledge this report before you close it')
  return refused('wrong-state', `this report is already ${report.state}`)
}

const decideHold: Decide<{ readonly held: boolean }> = async (deps, { report, body: { held }, call }) => {
  if (!isOpenable(report)) return refused('text-erased', erasedText(report))
  return (report.heldBy !== undefined) === held
    ? unchanged(report)
    : storeAndShow(hold(report, held, makerOf(deps, call)))
}
