import type { Desk } from '../../shared/domain/desk.ts'
import { type HandoverKeys, type RerouteReason, reroute } from '../../shared/domain/officer-steps.ts'
import type { ReportIn } from '../../shared/domain/report.ts'
import { isOwned, type OwnedReport } from '../../shared/domain/steps.ts'
import type { HttpReply, HttpRequest } from '../../shared/lambda/http.ts'
import type { DeskReader, DeskSession } from '../../shared/ports/desk-reader.ts'
import type { Officer } from '../../shared/ports/officer-tokens.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import { type Decision, type MovingDeps, moveOn, refused, toStep } from './officer-call.ts'

/** What handing over needs. */
export interface HandoverDeps extends MovingDeps {
  readonly reader: DeskReader
  readonly deskQueues: DeskQueues
  readonly now: () => Date
}

/** Re-addresses every key that the old desk can open; what waits for routing goes to the desk that has the report by then. */
const readdressAll = async (session: DeskSession, report: OwnedReport, to: Desk): Promise<HandoverKeys> => {
  const { reportId, desk } = report
  const own = Object.entries(report.parts ?? {}).filter(([, part]) => part.desk === desk)
  const [wrappedKey, ...parts] = await Promise.all([
    session.readdress(reportId, report.wrappedKey, to),
    ...own.map(async ([id, part]) => [id, await session.readdress(reportId, part.wrappedKey, to)] as const),
  ])
  return { wrappedKey, parts: Object.fromEntries(parts) }
}

/**
 * Hands a report to another desk: every key is re-addressed inside KMS, one update replaces them all, and the new desk is told.
 *
 * Store before send: a crash between them leaves a report whose `dueAt` makes watch-deadlines tell the desk within a minute. From the
 * update on the old desk has no key; its officers find no such report.
 */
export const handOver = async (
  deps: HandoverDeps,
  [request, officer]: readonly [HttpRequest, Officer],
  { desk, reason }: { readonly desk: Desk; readonly reason: RerouteReason },
): Promise<HttpReply> => {
  const handed = await moveOn(
    deps,
    [request, officer, 'own-desk'],
    async (report): Promise<Decision<ReportIn<'routed'>>> => {
      if (!isOwned(report)) return refused('wrong-state', `this report is ${report.state} and cannot be handed over`)
      if (report.desk === desk) return refused('same-desk', 'this report is at that desk already; choose another desk')
      const session = await deps.reader.begin(report.desk, officer)
      const keys = await readdressAll(session, report, desk)
      return toStep(reroute(report, { desk, reason, keys }, { officer: officer.subject, now: deps.now() }))
    },
  )
  if (handed.step !== undefined) await tellDesk(deps, desk, handed.step.next.reportId)
  return handed.reply
}

const tellDesk = async ({ deskQueues, log }: HandoverDeps, desk: Desk, reportId: string): Promise<void> => {
  try {
    await deskQueues.send(desk, reportId)
  } catch (error) {
    log.fault('handover.send-failed', error, { reportId })
  }
}
