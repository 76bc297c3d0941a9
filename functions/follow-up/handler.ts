import type { Added, Undone, Withdrawn } from '../../shared/contract/answers/reporter.ts'
import { parseFollowUp } from '../../shared/contract/follow-up.ts'
import type { reporterOperations } from '../../shared/contract/operations/reporters.ts'
import { understandAddition } from '../../shared/contract/supplement-text.ts'
import { eraseCanary, isCanary } from '../../shared/domain/canary.ts'
import type { Sha256 } from '../../shared/domain/log.ts'
import { defined } from '../../shared/domain/record.ts'
import { parseFollowUpCode, parseReference } from '../../shared/domain/reference.ts'
import { type Report, unrouted } from '../../shared/domain/report.ts'
import { isAddable, isWithdrawn } from '../../shared/domain/report-states.ts'
import { addAddition, requestWithdrawal, undoWithdrawal } from '../../shared/domain/reporter-changes.ts'
import { requestFingerprint } from '../../shared/domain/request-fingerprint.ts'
import { toStatus } from '../../shared/domain/status.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse, refuseProblems } from '../../shared/lambda/http.ts'
import { withBody, withLenientBody } from '../../shared/lambda/json-body.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import { type ReadSent, readSent, reusedKey, type Sent, textOf } from '../../shared/lambda/read-sent.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'
import { advance, type Decision } from '../../shared/workflow/advance.ts'
import { findSameKey } from '../../shared/workflow/same-key.ts'
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

/** Does the work if the reference and the code belong together. Those that don't are counted for an alarm. */
const asReporter = async (
  { codes, log }: FollowUpDeps,
  { request, followUpCode }: { readonly request: HttpRequest; readonly followUpCode: string },
  work: (reportId: string) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const reportId = parseReference(request.pathParameters['reference'] ?? '')
  const code = parseFollowUpCode(followUpCode)
  if (reportId === undefined || code === undefined || !(await codes.isRight(reportId, code))) {
    log.metric('WrongFollowUpCodes', 1)
    return notFound()
  }
  return withLogFields({ reportId }, () => work(reportId))
}

const readStatus = async ({ reports, logs }: FollowUpDeps, reportId: string): Promise<HttpReply> => {
  const [report, written] = await Promise.all([reports.find(reportId), logs.findLog(reportId)])
  if (report === undefined || written === undefined) return notFound()
  return { status: 200, body: toStatus(report, written.entries) }
}

/** An addition that was read, with the Idempotency-Key that it came with. */
interface KeyedAddition extends Pick<ReadSent, 'key' | 'isStrict' | 'notices'> {
  readonly text: string
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

const add = async (deps: FollowUpDeps, reportId: string, addition: KeyedAddition): Promise<HttpReply> => {
  const { reports, routingQueue, log } = deps
  let sealed: Promise<SealedAddition> | undefined
  const sealOnce = () => (sealed ??= sealAddition(deps, reportId, addition.text))
  const added = await advance(reports, reportId, (report) => decideAddition(deps, report, { ...addition, sealOnce }))
  if (typeof added === 'string') return notFound()
  if (added.change !== undefined) {
    log.event(added.change.entry.what)
    await sendOrLeaveToDeadline(log, reportId, () => routingQueue.send(reportId))
  }
  return added.reply
}

interface SealedAddition {
  readonly additionId: string
  readonly at: string
  readonly wrappedKey: Uint8Array
}

/** Seals an addition and stores its text. Its key is for the report to hold. */
const sealAddition = async (
  { sealer, texts, newTextId, now }: FollowUpDeps,
  reportId: string,
  text: string,
): Promise<SealedAddition> => {
  const at = now().toISOString()
  const additionId = newTextId()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt: at, label: additionId }, text, unrouted)
  await texts.put(reportId, additionId, sealed)
  return { additionId, at, wrappedKey }
}

const decideAddition = async (
  deps: FollowUpDeps,
  report: Report,
  { text, key, isStrict, notices, sealOnce }: KeyedAddition & { readonly sealOnce: () => Promise<SealedAddition> },
): Promise<Decision<HttpReply>> => {
  if (!isAddable(report)) return { change: undefined, reply: tooLate() }
  const fingerprint = key && requestFingerprint(deps.sha256, { use: 'addition', key, text })
  const { earlier, isUsed } = await findSameKey(deps.reports, report, fingerprint)
  if (earlier !== undefined) return { change: undefined, reply: received(earlier.at, notices) }
  if (isStrict && isUsed) return { change: undefined, reply: reusedKey() }
  const { additionId, at, wrappedKey } = await sealOnce()
  const addition = { kind: 'addition', at, wrappedKey, desk: unrouted, ...defined({ fingerprint }) } as const
  return { change: addAddition(report, { additionId, addition }, deps.now()), reply: received(at, notices) }
}

/** Stores a withdrawal or its undoing, and notifies the desk of it. */
const changeWithdrawal = async (
  deps: FollowUpDeps,
  reportId: string,
  decide: (deps: FollowUpDeps, report: Report) => Decision<HttpReply>,
): Promise<HttpReply> => {
  const { reports, deskQueues, log } = deps
  const advanced = await advance(reports, reportId, async (report) => decide(deps, report))
  if (typeof advanced === 'string') return notFound()
  if (advanced.change !== undefined) {
    log.event(advanced.change.entry.what)
    const { next } = advanced.change
    if (next.state !== 'received') {
      await sendOrLeaveToDeadline(log, reportId, () => deskQueues.send(next.desk, next))
    }
  }
  return advanced.reply
}

const decideWithdrawal = ({ now }: FollowUpDeps, report: Report): Decision<HttpReply> => {
  if (!isAddable(report)) return { change: undefined, reply: withdrawn() }
  if (isWithdrawn(report)) return { change: undefined, reply: withdrawalWaits(report.withdrawal.dueAt) }
  if (isCanary(report)) return { change: eraseCanary(report, 'canary.withdrawn', now()), reply: withdrawn() }
  const change = requestWithdrawal(report, now())
  return { change, reply: withdrawalWaits(change.next.withdrawal.dueAt) }
}

const decideUndo = ({ now }: FollowUpDeps, report: Report): Decision<HttpReply> => {
  if (!isAddable(report)) return { change: undefined, reply: tooLateToUndo() }
  const change = isWithdrawn(report) ? undoWithdrawal(report, now()) : undefined
  return { change, reply: undone() }
}

const received = (receivedAt: string, notices: Added['notices']): HttpReply => ({
  status: 202,
  body: { receivedAt, notices } satisfies Added,
})

const withoutCode = (): HttpReply =>
  refuseProblems([{ pointer: '/followUpCode', detail: 'is missing; it must be text', code: 'missing' }])

/** The same answer for a wrong code and a wrong reference, so that neither can be told from the other. */
const notFound = () =>
  refuse('report-not-found', 'no report has this reference and follow-up code; check both and try again')

const tooLate = () =>
  refuse(
    'text-erased',
    'the text of this report has been erased, so nothing can be added; send it as a new report instead',
  )

const tooLateToUndo = () =>
  refuse(
    'text-erased',
    'the text of this report has been erased, so the withdrawal cannot be undone; send it as a new report instead',
  )

const withdrawn = (): HttpReply => ({
  status: 200,
  body: { textErased: true, text: 'What you wrote has been erased.' } satisfies Withdrawn,
})

const undone = (): HttpReply => ({
  status: 200,
  body: { text: 'Your report is not withdrawn. It goes on as before.' } satisfies Undone,
})

const withdrawalWaits = (undoUntil: string): HttpReply => ({
  status: 200,
  body: {
    textErased: false,
    undoUntil,
    text: 'You withdrew your report, and nothing is erased for 72 hours. Until then you can undo this, and you can still add to your report. After that what you wrote is erased, unless an officer must decide: because an officer has dealt with it, because somebody in it may be under 18 or in danger, or because you added to it. You can read the decision here.',
  } satisfies Withdrawn,
})
