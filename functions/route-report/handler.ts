import type { Change } from '../../shared/domain/change.ts'
import type { ReportDesk } from '../../shared/domain/desk.ts'
import { type Report, unrouted } from '../../shared/domain/report.ts'
import {
  type AddableReport,
  hasUnroutedSupplements,
  isOpenable,
  type OwnedReport,
  supplementsOf,
} from '../../shared/domain/report-states.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markAdditionsRouted, markRouted, type ReaddressedSupplements } from '../../shared/domain/routing-changes.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import type { EnvelopeReaddress } from '../../shared/ports/sealer.ts'
import { advance } from '../../shared/workflow/advance.ts'
import { createShelfCopying } from '../../shared/workflow/copy-shelves.ts'

/** What route-report needs from outside. */
export interface RouteReportDeps {
  readonly reports: ReportStore
  readonly envelope: EnvelopeReaddress
  readonly deskQueues: DeskQueues
  readonly now: () => Date
  readonly log: Log
}

/**
 * Routes one report: decides the desk, re-addresses the envelope to it, stores both in one change, and sends a
 * message
 * to the desk's queue. An addition that came later is re-addressed to the desk that owns the report by then.
 *
 * Store before send: a crash between them leaves a report whose `dueAt` makes watch-deadlines send it. A report that
 * waits for no routing stays as it is.
 */
export const createRouteReport = (deps: RouteReportDeps) => {
  const { reports, deskQueues, log } = deps
  return async (reportId: string): Promise<void> => {
    const copyShelves = createShelfCopying(reports)
    const routed = await advance(reports, reportId, (report) => decideRouting({ ...deps, copyShelves }, report))
    if (typeof routed === 'string') return log.event('routing.skipped', { outcome: routed })
    const { desk, grade, facts } = routed.change.next
    const division = facts.place.kind === 'division' ? facts.place.division : undefined
    log.event(routed.change.entry.what, { desk, grade, division })
    await deskQueues.send(desk, routed.change.next)
  }
}

interface Readdressing extends RouteReportDeps {
  readonly copyShelves: ReturnType<typeof createShelfCopying>
}

const decideRouting = async (
  deps: Readdressing,
  report: Report,
): Promise<{ readonly change: Change<OwnedReport> } | undefined> => {
  if (report.state === 'received') {
    const decision = decideRoute(report.facts)
    const [wrappedKey, additions] = await Promise.all([
      deps.envelope.readdress(report.reportId, report.wrappedKey, unrouted, decision.desk),
      readdressAdditions(deps, report, decision.desk),
    ])
    return { change: markRouted(report, { decision, keys: { wrappedKey, ...additions } }, deps.now()) }
  }
  if (!hasUnroutedSupplements(report) || !isOpenable(report)) return undefined
  return { change: markAdditionsRouted(report, await readdressAdditions(deps, report, report.desk), deps.now()) }
}

/**
 * Re-addresses the key of each addition that no desk can open yet. Returns the new keys, and the new copies of
 * shelves.
 */
const readdressAdditions = async (
  { envelope, copyShelves }: Readdressing,
  report: AddableReport,
  desk: ReportDesk,
): Promise<ReaddressedSupplements> => {
  const waiting = supplementsOf(report).filter(([, supplement]) => supplement.desk === unrouted)
  const keys = waiting.map(
    async ([id, { wrappedKey }]) =>
      [id, await envelope.readdress(report.reportId, wrappedKey, unrouted, desk)] as const,
  )
  const supplements = Object.fromEntries(await Promise.all(keys))
  const shelves = await copyShelves(report, { from: unrouted, to: desk }, envelope.readdress)
  return { supplements, shelves }
}
