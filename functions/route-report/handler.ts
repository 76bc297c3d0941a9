import type { Desk } from '../../shared/domain/desk.ts'
import type { Readable, Report } from '../../shared/domain/report.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import {
  hasUnroutedParts,
  isOwned,
  markPartsRouted,
  markRouted,
  type OwnedReport,
  type Step,
} from '../../shared/domain/steps.ts'
import type { Log } from '../../shared/lambda/log.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { EnvelopeReaddress } from '../../shared/ports/sealer.ts'

/** What route-report needs from outside. */
export interface RouteReportDeps {
  readonly reports: ReportStore
  readonly envelope: EnvelopeReaddress
  readonly deskQueues: DeskQueues
  readonly now: () => Date
  readonly log: Log
}

/**
 * Routes one report: decides the desk, re-addresses the envelope to it, stores both in one step, tells the desk's queue. What the
 * reporter added later is re-addressed to the desk that owns the report by then.
 *
 * Store before send: a crash between them leaves a report whose `dueAt` makes watch-deadlines send it. A report that waits for no
 * routing is left as it is.
 */
export const createRouteReport = ({ reports, envelope, deskQueues, now, log }: RouteReportDeps) => {
  const readdressParts = async (reportId: string, parts: Readable['parts'], desk: Desk) => {
    const waiting = Object.entries(parts ?? {}).filter(([, part]) => part.desk === 'unrouted')
    const keys = waiting.map(
      async ([id, { wrappedKey }]) => [id, await envelope.readdress(reportId, wrappedKey, 'unrouted', desk)] as const,
    )
    return Object.fromEntries(await Promise.all(keys))
  }

  const decide = async (report: Report): Promise<{ step: Step<OwnedReport> } | undefined> => {
    const { reportId } = report
    if (report.state === 'received') {
      const decision = decideRoute(report.facts)
      const wrappedKey = await envelope.readdress(reportId, report.wrappedKey, 'unrouted', decision.desk)
      const parts = await readdressParts(reportId, report.parts, decision.desk)
      return { step: markRouted(report, decision, { wrappedKey, parts }, now()) }
    }
    if (!hasUnroutedParts(report) || !(isOwned(report) || report.state === 'closed')) return undefined
    return { step: markPartsRouted(report, await readdressParts(reportId, report.parts, report.desk), now()) }
  }

  return async (reportId: string): Promise<void> => {
    const routed = await advance(reports, reportId, decide)
    if (typeof routed === 'string') return log.event('routing.skipped', { outcome: routed })
    const { desk, grade, facts } = routed.step.next
    const division = facts.place.kind === 'division' ? facts.place.division : undefined
    log.event(routed.step.entry.what, { desk, grade, division })
    await deskQueues.send(desk, reportId)
  }
}
