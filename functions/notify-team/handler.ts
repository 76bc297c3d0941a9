import { toAlert } from '../../shared/domain/alert.ts'
import {
  actByOf,
  audiencesOfPending,
  isOverdueNews,
  markAlerted,
  pendingAlertOf,
  type TellableReport,
} from '../../shared/domain/steps.ts'
import type { Log } from '../../shared/lambda/log.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { AlertTopics } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'

/** What notify-team needs from outside. */
export interface NotifyTeamDeps {
  readonly reports: ReportStore
  readonly topics: AlertTopics
  /** Where officers sign in; the only link in an alert. */
  readonly consoleUrl: string
  readonly now: () => Date
  readonly log: Log
}

/**
 * Sends the alert that a report waits for, to everyone whom it reaches, and then marks it sent.
 *
 * Publish before mark: a crash between them sends the alert twice, which is harmless; the other order could lose it. An audience
 * that SNS did not take fails the message, and everyone is told again. News whose deadline has passed is left to watch-deadlines, which
 * goes one step on.
 */
export const createNotifyTeam = ({ reports, topics, consoleUrl, now, log }: NotifyTeamDeps) => {
  const publish = async (report: TellableReport, at: Date) => {
    const { reportId, desk, grade, state, alerting } = report
    const actBy = actByOf(report, at)
    const alert = toAlert({ reportId, desk, grade, state, actBy, kind: alerting.kind, step: alerting.step }, consoleUrl)
    const sends = await Promise.allSettled(
      audiencesOfPending(report).map((audience) => topics.publish(audience, alert)),
    )
    const failed = sends.find((send) => send.status === 'rejected')
    if (failed !== undefined) throw new Error('SNS did not take an alert for every audience', { cause: failed.reason })
  }

  return async (reportId: string): Promise<void> => {
    const alerted = await advance(reports, reportId, async (report) => {
      const at = now()
      const pending = pendingAlertOf(report)
      if (pending === undefined || isOverdueNews(pending, at)) return undefined
      await publish(pending, at)
      return { step: markAlerted(pending, at) }
    })
    if (typeof alerted === 'string') return log.event('alert.skipped', { outcome: alerted })
    const { desk, alerting } = alerted.step.next
    log.event('alert.sent', { desk, kind: alerting.kind, step: alerting.step, actBy: alerting.actBy })
  }
}
