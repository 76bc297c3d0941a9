import { type Change, change, logged, type Maker } from './change.ts'
import { withErasureDue } from './closed-due.ts'
import { dueSoon, redriveAt } from './due-times.ts'
import { alertingAfterWish, leftToReach, newAlert } from './next-alert.ts'
import { minutesAfter, policy } from './policy.ts'
import { defined } from './record.ts'
import type { KeepReason, ReportIn } from './report.ts'
import { type OpenableReport, textIdsOf, type WithdrawnByReporter } from './report-states.ts'
import { sweepOnErasure } from './shelves.ts'

/** Why an officer erases the text of a report that its reporter withdraws. */
export const eraseReasons = ['reporter-confirmed', 'not-a-report', 'no-risk-found'] as const

/** One of the reasons. */
export type EraseReason = (typeof eraseReasons)[number]

/**
 * What stays of a withdrawn report: its facts, its log and that there was a report. The desk is notified of it once,
 * and so is who had still to be notified of a closing.
 */
export const asWithdrawn = (report: OpenableReport, now: Date): ReportIn<'withdrawn'> => {
  const { reportId, receivedAt, facts, seq, hash, decision, desk, grade, alerting } = report
  return {
    reportId,
    receivedAt,
    facts,
    seq,
    hash,
    decision,
    desk,
    grade,
    state: 'withdrawn',
    withdrawnAt: now.toISOString(),
    alerting: newAlert(report, { kind: 'withdrawal', rung: 1, ...defined({ also: leftToReach(alerting) }) }),
    dueAt: redriveAt(now),
    ...sweepOnErasure(report, now),
  }
}

/** Erases the text of a report 72 hours after its reporter withdrew it. @see erasesItself for which reports */
export const eraseWithdrawn = (report: OpenableReport, now: Date): Change<ReportIn<'withdrawn'>> =>
  change(asWithdrawn(report, now), logged('report.withdrawn', { now }, { desk: report.desk }), {
    erases: textIdsOf(report),
  })

/** Erases the text as the reporter wished, because an officer decided so. */
export const grantWithdrawal = (
  report: OpenableReport,
  reason: EraseReason,
  maker: Maker,
): Change<ReportIn<'withdrawn'>> =>
  change(asWithdrawn(report, maker.now), logged('withdrawal.granted', maker, { desk: report.desk, reason }), {
    erases: textIdsOf(report),
  })

/**
 * Keeps the text though the reporter wished otherwise, because an officer decided so. The reporter reads that, and
 * when.
 */
export const refuseWithdrawal = (
  report: WithdrawnByReporter,
  reason: KeepReason,
  maker: Maker,
): Change<OpenableReport> => {
  const kept = { at: maker.now.toISOString(), officer: maker.who, reason }
  const next: OpenableReport = { ...report, withdrawal: { ...report.withdrawal, kept } }
  return change(
    next.state === 'closed' ? withErasureDue(next, maker.now) : next,
    logged('withdrawal.refused', maker, { desk: report.desk, reason }),
  )
}

/** Reminds the desk of a withdrawal that an officer must decide, and again in a day. */
export const remindOfWithdrawal = (report: WithdrawnByReporter, now: Date): Change<OpenableReport> => {
  const dueAt = minutesAfter(now, policy.withdrawalReminderMinutes)
  return change(
    {
      ...report,
      withdrawal: { ...report.withdrawal, dueAt },
      alerting: alertingAfterWish(report, 'withdrawal'),
      dueAt: dueSoon(report, now),
    },
    logged('withdrawal.reminded', { now }, { desk: report.desk }),
  )
}
