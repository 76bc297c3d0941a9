import { type DueChange, decideDue, markSwept } from '../../shared/domain/due-change.ts'
import { isToSweep } from '../../shared/domain/shelves.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { OutsideWatcher } from '../../shared/ports/outside-watcher.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'
import type { DueReport, DueReports, ReportStore } from '../../shared/ports/report-store.ts'
import { advance } from '../../shared/workflow/advance.ts'

/** What watch-deadlines needs from outside. */
export interface WatchDeadlinesDeps {
  readonly due: DueReports
  readonly reports: ReportStore
  readonly routingQueue: RoutingQueue
  readonly deskQueues: DeskQueues
  readonly watcher: OutsideWatcher
  readonly now: () => Date
  /** Monotonic clock, milliseconds. It limits a pass; the wall clock may be accelerated. */
  readonly elapsedMs: () => number
  readonly log: Log
}

/** The most due reports that a pass looks at; `passSeconds` ends most passes of many reports sooner. */
const passSize = 20_000

/** How long a pass goes on starting reports, seconds. The rest stays due for the next pass, a minute later. */
const passSeconds = 40

/** How many reports a pass works on at the same time. */
const sideBySide = 20

/**
 * Does what each report whose `dueAt` has passed needs, by its state.
 *
 * Store before send: the change sets a new `dueAt`, so that a crash between them, or a send that fails, is due again
 * within a minute. One report that fails does not keep the pass from the others. The pass then fails as a whole, so
 * that the alarm sees it. After a good pass, and only then, the outside watcher is told.
 *
 * Half of the workers begin with the oldest report and half with the newest. Reports that hang until a time-out stay
 * the oldest in every pass; they keep only their half from the others.
 */
export const createWatchDeadlines = (deps: WatchDeadlinesDeps) => {
  const { due, now, elapsedMs, log } = deps
  return async (): Promise<void> => {
    const at = now()
    const endsAtMs = elapsedMs() + passSeconds * 1000
    const found = [...(await due.findDue(at, passSize))]
    log.metric('OldestOverdueSeconds', overdueSeconds(found[0], at))
    let failures = 0
    const worker = async (_: unknown, index: number) => {
      const take = () => (index % 2 === 0 ? found.shift() : found.pop())
      for (let next = take(); next !== undefined && elapsedMs() < endsAtMs; next = take()) {
        if ((await tryDue(deps, next)) === 'failed') failures += 1
      }
    }
    await Promise.all(Array.from({ length: sideBySide }, worker))
    if (failures > 0) throw new Error(`${failures} due reports failed; each stays due, and a later pass tries it again`)
    await deps.watcher.ping().catch((error: unknown) => log.fault('watcher.not-pinged', error))
  }
}

const overdueSeconds = (oldest: DueReport | undefined, at: Date): number =>
  oldest === undefined ? 0 : Math.max(0, (at.getTime() - Date.parse(oldest.dueAt)) / 1000)

const tryDue = (deps: WatchDeadlinesDeps, { reportId }: DueReport): Promise<'done' | 'failed'> =>
  withLogFields({ reportId }, async () => {
    try {
      await doDue(deps, reportId)
      return 'done'
    } catch (error) {
      deps.log.fault('deadline.failed', error)
      return 'failed'
    }
  })

const doDue = async (deps: WatchDeadlinesDeps, reportId: string): Promise<void> => {
  const { reports, now, log } = deps
  let isSweepDue = false
  const done = await advance(reports, reportId, async (report) => {
    isSweepDue = isToSweep(report, now())
    return decideDue(report, now())
  })
  if (typeof done !== 'string') await sayDone(deps, reportId, done)
  else if (!isSweepDue) log.event('deadline.skipped', { outcome: done })
  if (isSweepDue) await sweep(deps, reportId)
}

const sayDone = async (
  { routingQueue, deskQueues, log }: WatchDeadlinesDeps,
  reportId: string,
  { change: { next, entry }, sendTo }: DueChange,
): Promise<void> => {
  log.event(entry.what, { sendTo })
  if (sendTo === 'routing') return routingQueue.send(reportId)
  if (sendTo !== 'nobody' && next.state !== 'received') return deskQueues.send(sendTo, next)
}

/**
 * Sweeps away the copies of shelves that a report does not hold. It comes after what the report is due for otherwise,
 * so that nobody waits for it. Until it ends the report stays due.
 */
const sweep = async ({ reports, now, log }: WatchDeadlinesDeps, reportId: string): Promise<void> => {
  const swept = await advance(reports, reportId, async (report) => {
    if (!isToSweep(report, now())) return undefined
    await reports.sweepShelves(report)
    return { change: markSwept(report, now()) }
  })
  if (typeof swept !== 'string') log.event(swept.change.entry.what)
}
