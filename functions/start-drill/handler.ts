import { parseDrillOrder } from '../../shared/contract/drill-order.ts'
import { startDrill } from '../../shared/domain/drill.ts'
import { type Log, withLogFields } from '../../shared/lambda/log.ts'
import type { Drills } from '../../shared/ports/drills.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'

/** What start-drill needs from outside. */
export interface StartDrillDeps {
  readonly drills: Pick<Drills, 'start'>
  readonly deskQueues: DeskQueues
  /** Returns the reportId of a drill: the same each time that it is asked to begin. */
  readonly drillIdOf: (asked: string) => string
  readonly now: () => Date
  readonly log: Log
}

/**
 * Begins the drill that a schedule asks for: its desk is notified by the same functions as of a report, and its ladder
 * runs until an officer acknowledges it. One that is asked for twice begins once.
 *
 * Store before send: a crash between them leaves a drill whose `dueAt` makes watch-deadlines notify the desk.
 */
export const createStartDrill =
  ({ drills, deskQueues, drillIdOf, now, log }: StartDrillDeps) =>
  async (event: unknown): Promise<void> => {
    const { id, desk, grade } = parseDrillOrder(event)
    const reportId = drillIdOf(id)
    const drill = startDrill({ reportId, desk, grade }, now())
    await withLogFields({ reportId, desk, grade }, async () => {
      if ((await drills.start(drill)) === 'started') log.event(drill.entry.what)
      await sendOrLeaveToDeadline(log, reportId, () => deskQueues.send(desk, drill.report))
    })
  }
