import { parseFollowUp } from '../../shared/contract/follow-up.ts'
import type { reporterOperations } from '../../shared/contract/operations/reporters.ts'
import { understandAddition } from '../../shared/contract/supplement-text.ts'
import { toStatus } from '../../shared/domain/status.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuseProblems } from '../../shared/lambda/http.ts'
import { withBody, withLenientBody } from '../../shared/lambda/json-body.ts'
import { readSent, type Sent, textOf } from '../../shared/lambda/read-sent.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import { type AdditionDeps, add } from './addition.ts'
import { asReporter, notFound, type ReporterDeps } from './as-reporter.ts'
import { changeWithdrawal, decideUndo, decideWithdrawal, type WithdrawalDeps } from './withdrawal.ts'

/** What follow-up needs from outside. */
export interface FollowUpDeps extends ReporterDeps, AdditionDeps, WithdrawalDeps {
  readonly logs: ReportLogs
}

/**
 * The reporter's way back: status, additions, withdrawal, each with the reference and the follow-up code.
 *
 * Store before send: what the desk must be notified of is due within a minute from the moment that it is stored, so a
 * send that fails is logged and repeated by watch-deadlines.
 */
export const createFollowUp = (deps: FollowUpDeps): Record<keyof typeof reporterOperations, HttpWork> => ({
  'POST /reports/{reference}/status': (request) =>
    withBody(request, parseFollowUp, ({ followUpCode }) =>
      asReporter(deps, { request, followUpCode }, (reportId) => readStatus(deps, reportId)),
    ),
  'POST /reports/{reference}/additions': (request) =>
    withLenientBody(request, (sent) => readAndAdd(deps, request, sent)),
  'POST /reports/{reference}/withdrawal': (request) =>
    withBody(request, parseFollowUp, ({ followUpCode }) =>
      asReporter(deps, { request, followUpCode }, (reportId) => changeWithdrawal(deps, reportId, decideWithdrawal)),
    ),
  'POST /reports/{reference}/withdrawal/undo': (request) =>
    withBody(request, parseFollowUp, ({ followUpCode }) =>
      asReporter(deps, { request, followUpCode }, (reportId) => changeWithdrawal(deps, reportId, decideUndo)),
    ),
})

const readStatus = async ({ reports, logs }: FollowUpDeps, reportId: string): Promise<HttpReply> => {
  const [report, written] = await Promise.all([reports.find(reportId), logs.findLog(reportId)])
  if (report === undefined || written === undefined) return notFound()
  return { status: 200, body: toStatus(report, written.entries) }
}

/** Nothing that was typed is refused for what it is: what was changed, or not understood, is a notice. */
const readAndAdd = async (deps: FollowUpDeps, request: HttpRequest, sent: Sent): Promise<HttpReply> => {
  const result = readSent(sent, understandAddition)
  if ('refusal' in result) return result.refusal
  const { followUpCode } = result.read.value
  if (followUpCode === undefined) return withoutCode()
  const words = textOf(result.read.value)
  if ('refusal' in words) return words.refusal
  return asReporter(deps, { request, followUpCode }, (reportId) => add(deps, reportId, { ...result, ...words }))
}

const withoutCode = (): HttpReply =>
  refuseProblems([{ pointer: '/followUpCode', detail: 'is missing; it must be text', code: 'missing' }])
