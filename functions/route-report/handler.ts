import { decideRoute } from '../../shared/domain/route.ts'
import { markRouted } from '../../shared/domain/steps.ts'
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
 * Routes one received report: decide the desk, re-address the envelope to it, store both in one step, tell the desk's queue.
 *
 * Store before send: a crash between them leaves a routed report whose `dueAt` makes watch-deadlines send it. A report that is no
 * longer `received` is left as it is.
 */
export const createRouteReport = ({ reports, envelope, deskQueues, now, log }: RouteReportDeps) => {
  return async (reportId: string): Promise<void> => {
    const routed = await advance(reports, reportId, async (report) => {
      if (report.state !== 'received') return undefined
      const decision = decideRoute(report.facts)
      const wrappedKey = await envelope.readdress(reportId, report.wrappedKey, 'unrouted', decision.desk)
      return { step: markRouted(report, decision, wrappedKey, now()), decision }
    })
    if (typeof routed === 'string') return log.event('routing.skipped', { outcome: routed })
    const { desk, grade, ruleId } = routed.decision
    log.event('report.routed', { desk, grade, ruleId })
    await deskQueues.send(desk, reportId)
  }
}
