import type { Added, Withdrawn } from '../../shared/contract/answers/reporter.ts'
import { type Addition, parseAddition, parseFollowUp } from '../../shared/contract/follow-up.ts'
import type { reporterOperations } from '../../shared/contract/operations/reporters.ts'
import type { Sha256 } from '../../shared/domain/log.ts'
import { parseFollowUpCode, parseReference } from '../../shared/domain/reference.ts'
import type { Part, Report } from '../../shared/domain/report.ts'
import {
  addAddition,
  findAddedBefore,
  isAddable,
  isErasedByWithdrawal,
  isFullOf,
  requestWithdrawal,
  withdraw,
} from '../../shared/domain/reporter-steps.ts'
import { toStatus } from '../../shared/domain/status.ts'
import type { Step } from '../../shared/domain/steps.ts'
import { type HttpReply, type HttpRequest, type HttpWork, refuse } from '../../shared/lambda/http.ts'
import { withBody } from '../../shared/lambda/json-body.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'

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

/** A step, if there is one to store, and what the reporter is answered. */
interface Decision {
  readonly step: Step | undefined
  readonly reply: HttpReply
}

/** One answer for a wrong code, a wrong reference and too many tries, so that none of them can be told from another. */
const notFound = () =>
  refuse(
    'report-not-found',
    'no report has this reference and follow-up code; check both, and after many tries wait an hour',
  )

const tooLate = () =>
  refuse(
    'text-erased',
    'the text of this report was erased, so nothing can be added; send what you want to add as a new report',
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

/**
 * The reporter's way back: status, additions, withdrawal, each with the reference and the follow-up code.
 *
 * Store before send: what the desk must hear is due within a minute from the moment that it is stored, so a send that fails is logged and
 * made up by watch-deadlines. The sealed text of an addition is stored before the report knows of it; a crash between leaves noise.
 */
export const createFollowUp = (deps: FollowUpDeps): Record<keyof typeof reporterOperations, HttpWork> => {
  const { codes, reports, logs, texts, sealer, routingQueue, deskQueues, now, log } = deps

  const asReporter = async (
    request: HttpRequest,
    followUpCode: string,
    work: (reportId: string) => Promise<HttpReply>,
  ): Promise<HttpReply> => {
    const reportId = parseReference(request.pathParameters['reference'] ?? '')
    const code = parseFollowUpCode(followUpCode)
    if (reportId === undefined || code === undefined || !(await codes.isRight(reportId, code))) return notFound()
    return withLogFields({ reportId }, () => work(reportId))
  }

  const tell = async (send: () => Promise<void>) => {
    try {
      await send()
    } catch (error) {
      log.fault('follow-up.send-failed', error)
    }
  }

  const decideAddition = async (report: Report, { text }: Addition, key: string | undefined): Promise<Decision> => {
    if (!isAddable(report)) return { step: undefined, reply: tooLate() }
    const requestHash = key === undefined ? undefined : deps.sha256(`harbour/v1/addition/${key.toLowerCase()}`)
    const before = findAddedBefore(report, requestHash)
    const at = now()
    const receivedAt = before?.at ?? at.toISOString()
    const reply = { status: 202, body: { receivedAt } satisfies Added }
    if (before !== undefined) return { step: undefined, reply }
    if (isFullOf('addition', report)) return { step: undefined, reply: full() }
    const partId = deps.newTextId()
    const { reportId } = report
    const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt, part: partId }, text, 'unrouted')
    await texts.put(reportId, partId, sealed)
    const part: Part = { kind: 'addition', at: receivedAt, wrappedKey, desk: 'unrouted' }
    const step = addAddition(report, partId, requestHash === undefined ? part : { ...part, requestHash }, at)
    return { step, reply }
  }

  const decideWithdrawal = async (report: Report): Promise<Decision> => {
    if (!isAddable(report)) return { step: undefined, reply: withdrawn(true) }
    if (isErasedByWithdrawal(report)) return { step: withdraw(report, now()), reply: withdrawn(true) }
    const step = report.withdrawalRequestedAt === undefined ? requestWithdrawal(report, now()) : undefined
    return { step, reply: withdrawn(false) }
  }

  const findStatus = async (reportId: string): Promise<HttpReply> => {
    const [report, written] = await Promise.all([reports.find(reportId), logs.findLog(reportId)])
    if (report === undefined || written === undefined) return notFound()
    return { status: 200, body: toStatus(report, written.entries) }
  }

  const add = async (reportId: string, addition: Addition, key: string | undefined): Promise<HttpReply> => {
    const added = await advance(reports, reportId, (report) => decideAddition(report, addition, key))
    if (typeof added === 'string') return notFound()
    if (added.step !== undefined) {
      log.event(added.step.entry.what)
      await tell(() => routingQueue.send(reportId))
    }
    return added.reply
  }

  const takeBack = async (reportId: string): Promise<HttpReply> => {
    const taken = await advance(reports, reportId, decideWithdrawal)
    if (typeof taken === 'string') return notFound()
    const { step, reply } = taken
    if (step !== undefined) {
      log.event(step.entry.what)
      const { next } = step
      if (next.state !== 'received') await tell(() => deskQueues.send(next.desk, reportId))
    }
    return reply
  }

  return {
    'POST /reports/{reference}/status': (request) =>
      withBody(request, parseFollowUp, ({ followUpCode }) => asReporter(request, followUpCode, findStatus)),
    'POST /reports/{reference}/additions': (request) =>
      withBody(request, parseAddition, (addition) =>
        asReporter(request, addition.followUpCode, (reportId) =>
          add(reportId, addition, request.header('idempotency-key')),
        ),
      ),
    'POST /reports/{reference}/withdrawal': (request) =>
      withBody(request, parseFollowUp, ({ followUpCode }) => asReporter(request, followUpCode, takeBack)),
  }
}
