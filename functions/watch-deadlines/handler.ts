import { decideDue } from '../../shared/domain/due-step.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'
import type { DueReport, DueReports, ReportStore } from '../../shared/ports/report-store.ts'

/** What watch-deadlines needs from outside. */
export interface WatchDeadlinesDeps {
  readonly due: DueReports
  readonly reports: ReportStore
  readonly routingQueue: RoutingQueue
  readonly deskQueues: DeskQueues
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets, from any moment: how long a pass takes is no matter of the time of day. */
  readonly elapsedMs: () => number
  readonly log: Log
}

/** How many due reports one pass looks at: far more than could ever fail each time and so stay the oldest. */
const passSize = 20_000

/** For how long a pass starts on another report, seconds; what is left stays due for the next pass, a minute later. */
const passSeconds = 40

/** How many of them are driven on side by side. */
const sideBySide = 20

/**
 * Drives on every report whose `dueAt` has passed, by its state.
 *
 * Store before send: the step sets a new `dueAt`, so a crash between them, or a send that fails, is due again within a minute. One
 * report that fails never keeps the pass from the others; the pass then fails as a whole, so that the alarm sees it.
 */
export const createWatchDeadlines = (deps: WatchDeadlinesDeps) => {
  const { due, reports, routingQueue, deskQueues, now, elapsedMs, log } = deps

  const driveOn = async ({ reportId }: DueReport): Promise<void> => {
    const driven = await advance(reports, reportId, async (report) => decideDue(report, now()))
    if (typeof driven === 'string') return log.event('deadline.skipped', { outcome: driven })
    log.event(driven.step.entry.what, { sendTo: driven.sendTo })
    if (driven.sendTo === 'routing') return routingQueue.send(reportId)
    if (driven.sendTo !== 'nobody') return deskQueues.send(driven.sendTo, reportId)
  }

  const drive = async (report: DueReport): Promise<boolean> =>
    withLogFields({ reportId: report.reportId }, async () => {
      try {
        await driveOn(report)
        return true
      } catch (error) {
        log.fault('deadline.failed', error)
        return false
      }
    })

  return async (): Promise<void> => {
    const at = now()
    const endsAtMs = elapsedMs() + passSeconds * 1000
    const found = [...(await due.findDue(at, passSize))]
    const oldest = found[0]
    log.metric(
      'OldestOverdueSeconds',
      oldest ? Math.max(0, (at.getTime() - Date.parse(oldest.dueAt)) / 1000) : 0,
      'Seconds',
    )
    let failures = 0
    const worker = async () => {
      for (let next = found.shift(); next !== undefined && elapsedMs() < endsAtMs; next = found.shift()) {
        if (!(await drive(next))) failures += 1
      }
    }
    await Promise.all(Array.from({ length: sideBySide }, worker))
    if (failures > 0) throw new Error(`${failures} due reports could not be driven on`)
  }
}
