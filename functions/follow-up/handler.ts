import type { Added, Withdrawn } from '../../shared/contract/answers/reporter.ts'
import { type Addition, parseAddition, parseFollowUp } from '../../shared/contract/follow-up.ts'
import type { reporterOperations } from '../../shared/contract/operations/reporters.ts'
import type { Sha256 } from '../../shared/domain/log.ts'
import { defined } from '../../shared/domain/record.ts'
import { parseFollowUpCode, parseReference } from '../../shared/domain/reference.ts'
import { type Report, unrouted } from '../../shared/domain/report.ts'
import { findEarlierTry, isAddable, isFullOf } from '../../shared/domain/report-states.ts'
import { addAddition, isErasedByWithdrawal, requestWithdrawal, withdraw } from '../../shared/domain/reporter-changes.ts'
import { toStatus } from '../../shared/domain/status.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import { withBody } from '../../shared/lambda/json-body.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'
import { advance, type Decision } from '../../shared/workflow/advance.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'

/** What follow-up needs from outside. */
export interface FollowUpDeps {
  readonly codes: FollowUpCodes
  readonly reports: ReportStore
  readonly logs: ReportLogs
  readonly texts: SealedTexts
  readonly sealer: Sealer
  readonly routingQueue: RoutingQueue
  readonly deskQueues: DeskQueues
  readonly sha256: Sha256
  /** A new random id for a sealed text, 26 characters or fewer. */
  readonly newTextId: () => string
  readonly now: () => Date
  readonly log: Log
}

/**
 * The reporter's way back: status, additions, withdrawal, each with the reference and the follow-up code.
 *
 * Store before send: what the desk must be notified of is due within a minute from the moment that it is stored, so a
 * send that fails is logged and repeated by watch-deadlines. The sealed text of an addition is stored before the report
 * holds its key. A crash between them leaves noise that no key opens.
 */
export const createFollowUp = (deps: FollowUpDeps): Record<keyof typeof reporterOperations, HttpWork> => ({
  'POST /reports/{reference}/status': (request) =>
    withBody(request, parseFollowUp, ({ followUpCode }) =>
      asReporter(deps, { request, followUpCode }, (reportId) => readStatus(deps, reportId)),
    ),
  'POST /reports/{reference}/additions': (request) =>
    withBody(request, parseAddition, (addition) =>
      asReporter(deps, { request, followUpCode: addition.followUpCode }, (reportId) =>
        add(deps, reportId, { ...addition, key: request.header('idempotency-key') }),
      ),
    ),
  'POST /reports/{reference}/withdrawal': (request) =>
    withBody(request, parseFollowUp, ({ followUpCode }) =>
      asReporter(deps, { request, followUpCode }, (reportId) => takeBack(deps, reportId)),
    ),
})

/** Does the work if the reference and the code belong together. */
const asReporter = async (
  { codes }: FollowUpDeps,
  { request, followUpCode }: { readonly request: HttpRequest; readonly followUpCode: string },
  work: (reportId: string) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const reportId = parseReference(request.pathParameters['reference'] ?? '')
  const code = parseFollowUpCode(followUpCode)
  if (reportId === undefined || code === undefined || !(await codes.isRight(reportId, code))) return notFound()
  return withLogFields({ reportId }, () => work(reportId))
}

const readStatus = async ({ reports, logs }: FollowUpDeps, reportId: string): Promise<HttpReply> => {
  const [report, written] = await Promise.all([reports.find(reportId), logs.findLog(reportId)])
  if (report === undefined || written === undefined) return notFound()
  return { status: 200, body: toStatus(report, written.entries) }
}

/** An addition, with the Idempotency-Key that it came with. */
interface KeyedAddition extends Addition {
  readonly key: string | undefined
}

const add = async (deps: FollowUpDeps, reportId: string, addition: KeyedAddition): Promise<HttpReply> => {
  const { reports, routingQueue, log } = deps
  const added = await advance(reports, reportId, (report) => decideAddition(deps, report, addition))
  if (typeof added === 'string') return notFound()
  if (added.change !== undefined) {
    log.event(added.change.entry.what)
    await sendOrLeaveToDeadline(log, reportId, () => routingQueue.send(reportId))
  }
  return added.reply
}

const decideAddition = async (
  deps: FollowUpDeps,
  report: Report,
  { text, key }: KeyedAddition,
): Promise<Decision<HttpReply>> => {
  if (!isAddable(report)) return { change: undefined, reply: tooLate() }
  const requestHash = key === undefined ? undefined : deps.sha256(`harbour/v1/addition/${key.toLowerCase()}`)
  const earlier = findEarlierTry(report, requestHash)
  if (earlier !== undefined) return { change: undefined, reply: received(earlier.at) }
  if (isFullOf('addition', report)) return { change: undefined, reply: full() }
  const now = deps.now()
  const at = now.toISOString()
  const additionId = deps.newTextId()
  const { reportId } = report
  const { wrappedKey, sealed } = await deps.sealer.seal({ reportId, receivedAt: at, label: additionId }, text, unrouted)
  await deps.texts.put(reportId, additionId, sealed)
  const addition = { kind: 'addition', at, wrappedKey, desk: unrouted, ...defined({ requestHash }) } as const
  return { change: addAddition(report, { additionId, addition }, now), reply: received(at) }
}

const takeBack = async (deps: FollowUpDeps, reportId: string): Promise<HttpReply> => {
  const { reports, deskQueues, log } = deps
  const taken = await advance(reports, reportId, async (report) => decideWithdrawal(deps, report))
  if (typeof taken === 'string') return notFound()
  if (taken.change !== undefined) {
    log.event(taken.change.entry.what)
    const { next } = taken.change
    if (next.state !== 'received') {
      await sendOrLeaveToDeadline(log, reportId, () => deskQueues.send(next.desk, next))
    }
  }
  return taken.reply
}

const decideWithdrawal = ({ now }: FollowUpDeps, report: Report): Decision<HttpReply> => {
  if (!isAddable(report)) return { change: undefined, reply: withdrawn(true) }
  if (isErasedByWithdrawal(report)) return { change: withdraw(report, now()), reply: withdrawn(true) }
  const change = report.withdrawalRequestedAt === undefined ? requestWithdrawal(report, now()) : undefined
  return { change, reply: withdrawn(false) }
}

const received = (receivedAt: string): HttpReply => ({
  status: 202,
  body: { receivedAt } satisfies Added,
})

/**
 * The same answer for a wrong code, a wrong reference and too many tries, so that none of them can be told from
 * another.
 */
const notFound = () =>
  refuse(
    'report-not-found',
    'no report has this reference and follow-up code; check both, and after many tries wait an hour',
  )

const tooLate = () =>
  refuse(
    'text-erased',
    'the text of this report has been erased, so nothing can be added; send it as a new report instead',
  )

const full = () =>
  refuse(
    'report-full',
    'this report has as many additions as it can hold; send this as a new report that names the reference',
  )

const withdrawn = (textErased: boolean): HttpReply => {
  const text = textErased
    ? 'You took your report back, and what you wrote has been erased.'
    : 'We have told the team that you want to take your report back. An officer will decide what can be erased.'
  return { status: 200, body: { textErased, text } satisfies Withdrawn }
}
