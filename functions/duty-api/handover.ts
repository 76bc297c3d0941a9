import type { HandedOver } from '../../shared/contract/answers/handed-over.ts'
import { type Desk, isServedDesk } from '../../shared/domain/desk.ts'
import { isHandoverBy, type RerouteReason, reroute } from '../../shared/domain/officer-changes.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { ReportIn } from '../../shared/domain/report.ts'
import {
  type DeskReport,
  isOfDesk,
  isOwned,
  type OwnedReport,
  supplementsOf,
} from '../../shared/domain/report-states.ts'
import { shownDesk } from '../../shared/domain/report-view.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import type { DeskReader, DeskSession } from '../../shared/ports/desk-reader.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import { createShelfCopying } from '../../shared/workflow/copy-shelves.ts'
import { type SayingDeps, sayAnswered } from '../../shared/workflow/say-answered.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'
import { type AdvancingDeps, advanceAsOfficer, type OfficerCall, refused, reportIdOf } from './officer-call.ts'

/** What handing over needs. */
export interface HandoverDeps extends AdvancingDeps, SayingDeps {
  readonly reader: DeskReader
  readonly deskQueues: DeskQueues
  readonly now: () => Date
}

/**
 * Hands a report to another desk: KMS re-addresses every key, one update replaces them all, and the new desk is
 * notified. Keys on shelves are re-addressed in copies of them, which the report holds from the update on; the old
 * desk's copies are swept away a minute later.
 *
 * Store before send: a crash between them leaves a report whose `dueAt` makes watch-deadlines notify the desk within a
 * minute. From the update on the old desk has no key, and its officers find no such report.
 */
export const handOver = async (
  deps: HandoverDeps,
  call: OfficerCall,
  { desk, reason }: { readonly desk: Desk; readonly reason: RerouteReason },
): Promise<HttpReply> => {
  const copyShelves = createShelfCopying(deps.reports)
  const decide = async (report: DeskReport) => {
    if (!isOwned(report))
      return refused<ReportIn<'routed'>>('wrong-state', `this report is ${report.state} and cannot be handed over`)
    if (report.desk === desk) {
      return refused<ReportIn<'routed'>>('same-desk', 'this report is at that desk already; choose another desk')
    }
    const session = await deps.reader.begin(report.desk, call.officer)
    const keys = {
      ...(await readdressHeld(session, report, desk)),
      shelves: await copyShelves(report, { from: report.desk, to: desk }, (reportId, wrappedKey) =>
        session.readdress(reportId, wrappedKey, desk),
      ),
    }
    const change = reroute(report, { desk, reason, keys }, { who: call.officer.subject, now: deps.now() })
    return { change, reply: handedOver(change.next) }
  }
  const { change, reply } = await advanceAsOfficer(deps, { ...call, access: 'own-desk' }, decide)
  if (change === undefined) return (await findDone(deps, call, desk)) ?? reply
  const { reportId } = change.next
  await sendOrLeaveToDeadline(deps.log, reportId, () => deps.deskQueues.send(desk, change.next))
  const { from } = change.entry.facts
  if (isServedDesk(from)) await sayAnswered(deps, { what: change.entry.what, next: change.next, desk: from })
  return reply
}

/** Returns the answer again when this officer handed the report to that desk before, and nothing moved it since. */
const findDone = async (
  { reports }: HandoverDeps,
  { request, officer }: OfficerCall,
  desk: Desk,
): Promise<HttpReply | undefined> => {
  const reportId = reportIdOf(request)
  const report = reportId === undefined ? undefined : await reports.find(reportId)
  if (report === undefined || !isOfDesk(report)) return undefined
  return isHandoverBy(report, { officer: officer.subject, desk }) ? handedOver(report) : undefined
}

/** Says which desk has the report. An officer of the old desk may see no more of it. */
const handedOver = ({ reportId, desk }: DeskReport): HttpReply => ({
  status: 200,
  body: { reportId, reference: inFours(reportId), desk: shownDesk(desk) } satisfies HandedOver,
})

/**
 * Re-addresses every key of the report's item that the old desk can open. An unrouted addition goes to the desk that
 * has the report by then.
 */
const readdressHeld = async (session: DeskSession, report: OwnedReport, to: Desk) => {
  const { reportId, desk } = report
  const own = supplementsOf(report).filter(([, supplement]) => supplement.desk === desk)
  const [wrappedKey, ...supplements] = await Promise.all([
    session.readdress(reportId, report.wrappedKey, to),
    ...own.map(async ([id, supplement]) => [id, await session.readdress(reportId, supplement.wrappedKey, to)] as const),
  ])
  return { wrappedKey, supplements: Object.fromEntries(supplements) }
}
