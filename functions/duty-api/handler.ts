import { dutyParsers, type WithdrawalDecision } from '../../shared/contract/duty.ts'
import type { dutyOperations } from '../../shared/contract/operations/duty.ts'
import type { Parsed } from '../../shared/contract/problem.ts'
import { acknowledgeDrill, isDrill } from '../../shared/domain/drill.ts'
import { toGrade } from '../../shared/domain/grade.ts'
import {
  acknowledge,
  close,
  hold,
  isLowered,
  type ReopenReason,
  regrade,
  reopen,
} from '../../shared/domain/officer-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Outcome } from '../../shared/domain/report.ts'
import {
  type DeskReport,
  hasNews,
  hasUnreadSupplements,
  isOpenable,
  isOwned,
  isUnread,
  isWithdrawn,
} from '../../shared/domain/report-states.ts'
import { grantWithdrawal, refuseWithdrawal } from '../../shared/domain/withdrawal-changes.ts'
import { type HttpReply, type HttpWork, refuseProblems } from '../../shared/lambda/http.ts'
import { withBody, withLenientBody } from '../../shared/lambda/json-body.ts'
import type { Closings } from '../../shared/ports/closings.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import type { OfficerTokens } from '../../shared/ports/officer-tokens.ts'
import { sayAnswered } from '../../shared/workflow/say-answered.ts'
import { type FactsDeps, findReport, listReports, readLog } from './desk-lists.ts'
import { createDutyHealth, type DutyHealthDeps } from './duty-health.ts'
import { type HandoverDeps, handOver } from './handover.ts'
import { addOfficerNote } from './note.ts'
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
import { type OpeningDeps, openReport } from './opening.ts'
import { createContactList, createDrillList, type SupervisionDeps } from './supervision.ts'

/** What duty-api needs from outside. */
export interface DutyApiDeps extends OpeningDeps, HandoverDeps, FactsDeps, DutyHealthDeps, SupervisionDeps {
  readonly tokens: OfficerTokens
  readonly contacts: Contacts
  readonly closings: Closings
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
      const { change: made, reply } = await advanceAsOfficer(deps, asked, (report) =>
        decide(deps, { report, body, call }),
      )
      if (made?.next.state !== undefined && made.next.state !== 'received') {
        await sayAnswered(deps, { what: made.entry.what, next: made.next, desk: made.next.desk })
      }
      return reply
    })
  return {
    'GET /duty/health': createDutyHealth(deps),
    'GET /duty/drills': createDrillList(deps),
    'GET /duty/contacts': createContactList(deps),
    'GET /duty/reports': asOfficer((call) => listReports(deps, call)),
    'GET /duty/reports/{reportId}': asOfficer((call) => findReport(deps, call)),
    'GET /duty/reports/{reportId}/log': asOfficer((call) => readLog(deps, call)),
    'POST /duty/reports/{reportId}/acknowledgement': change(
      dutyParsers.empty,
      decideAcknowledgement,
      'own-desk-or-drill',
    ),
    'POST /duty/reports/{reportId}/opening': withParsed(dutyParsers.opening, (call, opening) =>
      openReport(deps, call, opening),
    ),
    'POST /duty/reports/{reportId}/reroute': withParsed(dutyParsers.reroute, (call, handover) =>
      handOver(deps, call, handover),
    ),
    'POST /duty/reports/{reportId}/grade': change(dutyParsers.regrade, decideGrade, 'facts-only'),
    'POST /duty/reports/{reportId}/notes': asOfficer((call) =>
      withLenientBody(call.request, (sent) => addOfficerNote(deps, call, sent)),
    ),
    'POST /duty/reports/{reportId}/closing': change(dutyParsers.closing, decideClosing),
    'POST /duty/reports/{reportId}/reopening': change(dutyParsers.reopening, decideReopening),
    'POST /duty/reports/{reportId}/withdrawal': change(dutyParsers.withdrawalDecision, decideWithdrawal),
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
    const answer = isDrill(report) ? acknowledgeDrill : acknowledge
    return storeAndShow<DeskReport>(answer(report, makerOf(deps, call)))
  }
  if (isDrill(report)) return unchanged(report)
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

const decideClosing: Decide<{ readonly outcome: Outcome }> = async (deps, { report, body: { outcome }, call }) => {
  if (report.state === 'closed' && report.outcome === outcome) return unchanged(report)
  if (report.state !== 'acknowledged') {
    return isOwned(report)
      ? refused('not-acknowledged', 'acknowledge this report before you close it')
      : refused('wrong-state', `this report is already ${report.state}`)
  }
  if (isUnread(report)) return refused('not-read', 'your desk has not read this report; open it before you close it')
  if (isWithdrawn(report)) {
    return refused('withdrawal-undecided', 'the reporter withdrew this report; keep or erase it before you close it')
  }
  if (hasUnreadSupplements(report)) {
    return refused(
      'unread-additions',
      'the reporter added something that nobody has read; open this report before you close it',
    )
  }
  const maker = makerOf(deps, call)
  const closings = await deps.closings.count(maker.who, report.reportId, maker.now)
  return storeAndShow(close(report, { outcome, notifiesSupervisors: closings > policy.closingsAnHour }, maker))
}

const decideReopening: Decide<{ readonly reason: ReopenReason }> = async (deps, { report, body: { reason }, call }) => {
  if (report.state === 'closed') return storeAndShow(reopen(report, reason, makerOf(deps, call)))
  if (report.state === 'acknowledged' && report.officer === call.officer.subject) return unchanged(report)
  return isOwned(report)
    ? refused('wrong-state', 'this report is open already')
    : refused('text-erased', erasedText(report))
}

const decideWithdrawal: Decide<WithdrawalDecision> = async (deps, { report, body, call }) => {
  if (report.state === 'withdrawn' && body.decision === 'erase') return unchanged(report)
  if (!isOpenable(report)) return refused('text-erased', erasedText(report))
  if (!isWithdrawn(report)) {
    return report.withdrawal !== undefined && body.decision === 'keep'
      ? unchanged(report)
      : refused('not-withdrawn', 'no withdrawal of this report waits for a decision')
  }
  if (body.decision === 'keep') return storeAndShow(refuseWithdrawal(report, body.reason, makerOf(deps, call)))
  if (report.heldBy !== undefined) {
    return refused('on-hold', 'this report is on hold; lift the hold before you erase it')
  }
  if (isUnread(report)) return refused('not-read', 'your desk has not read this report; open it before you erase it')
  if (hasNews(report)) {
    return refused(
      'unread-additions',
      'the reporter added something that nobody has read; open this report before you erase it',
    )
  }
  return storeAndShow(grantWithdrawal(report, body.reason, makerOf(deps, call)))
}

const decideHold: Decide<{ readonly held: boolean }> = async (deps, { report, body: { held }, call }) => {
  if (!isOpenable(report)) return refused('text-erased', erasedText(report))
  return (report.heldBy !== undefined) === held
    ? unchanged(report)
    : storeAndShow(hold(report, held, makerOf(deps, call)))
}
