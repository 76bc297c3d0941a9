import type { Log } from '../lambda/log.ts'

/**
 * Sends a queue message about a change that is already stored. A failure is logged and not thrown: the report's `dueAt`
 * makes watch-deadlines send it within a minute.
 */
export const sendOrLeaveToDeadline = async (log: Log, reportId: string, send: () => Promise<void>): Promise<void> => {
  try {
    await send()
  } catch (error) {
    log.fault('queue.send-failed', error, { reportId })
  }
}
