import { toAlert } from '../../shared/domain/alert.ts'
import {
  audiencesOfPending,
  isDeadlineMissed,
  type NotifiableReport,
  pendingAlertOf,
  wordedBy,
} from '../../shared/domain/ladder.ts'
import { markAlerted } from '../../shared/domain/routing-changes.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { AlertTopics } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { advance } from '../../shared/workflow/advance.ts'

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
 * Sends a report's pending alert to everyone whom it reaches, and then marks it as sent.
 *
 * Publish before mark: a crash between them sends the alert twice, which is harmless. The other order could lose it.
 * When SNS refuses the alert for one audience, the message fails and everyone is notified again. An alert whose
 * deadline has passed is left to watch-deadlines, which goes one rung up.
 */
export const createNotifyTeam = (deps: NotifyTeamDeps) => {
  const { reports, now, log } = deps
  return async (reportId: string): Promise<void> => {
    const alerted = await advance(reports, reportId, async (report) => {
      const at = now()
      const pending = pendingAlertOf(report)
      if (pending === undefined || isDeadlineMissed(pending, at)) return undefined
      await publish(deps, pending, at)
      return { change: markAlerted(pending, at) }
    })
    if (typeof alerted === 'string') return log.event('alert.skipped', { outcome: alerted })
    const { desk, alerting } = alerted.change.next
    log.event('alert.sent', { desk, kind: alerting.kind, rung: alerting.rung, actBy: alerting.actBy })
  }
}

const publish = async ({ topics, consoleUrl }: NotifyTeamDeps, report: NotifiableReport, at: Date): Promise<void> => {
  const { reportId, desk, grade, state, alerting } = report
  const { kind, rung } = alerting
  const alert = toAlert({ reportId, desk, grade, state, actBy: wordedBy(report, at), kind, rung }, consoleUrl)
  const sends = await Promise.allSettled(audiencesOfPending(report).map((audience) => topics.publish(audience, alert)))
  const failed = sends.find((send) => send.status === 'rejected')
  if (failed !== undefined) throw new Error('SNS did not accept an alert for every audience', { cause: failed.reason })
}
