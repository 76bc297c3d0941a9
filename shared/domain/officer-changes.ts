import { type Change, change, logged, type Maker } from './change.ts'
import { withErasureDue } from './closed-due.ts'
import type { Desk } from './desk.ts'
import { dueSoon, earliest } from './due-times.ts'
import { type Grade, grades, toGrade } from './grade.ts'
import { type Alerting, minutesToAnswer } from './ladder.ts'
import { alertingAfterHandover, newAlert, withOfficer } from './next-alert.ts'
import { minutesAfter, policy } from './policy.ts'
import { defined, without } from './record.ts'
import type { Outcome, ReportIn, Supplement } from './report.ts'
import {
  type DeskReport,
  hasUnreadSupplements,
  isImmediate,
  isUnanswered,
  isUnread,
  type OpenableReport,
  type OwnedReport,
} from './report-states.ts'
import type { ReaddressedKeys } from './routing-changes.ts'
import { sweepOnHandover, unreadAgain, unreadShelf, withCopies, withKeys, withSupplement } from './shelves.ts'

/**
 * An officer takes the report: its ladder stops for the time that the officer has to open it, if the report or an
 * addition is unread. Otherwise a reminder is due in a day.
 */
export const acknowledge = (report: ReportIn<'routed' | 'alerted'>, maker: Maker): Change<ReportIn<'acknowledged'>> => {
  const at = maker.now.toISOString()
  return change(
    {
      ...report,
      state: 'acknowledged',
      officer: maker.who,
      acknowledgedAt: at,
      ...(hasUnreadSupplements(report) ? { unreadSince: at } : {}),
      ...withOfficer(report, maker.now),
    },
    logged('report.acknowledged', maker, { desk: report.desk, rung: report.alerting.rung }),
  )
}

/** A sealed note: the id of its text, and what the report holds of it. */
export interface SealedNote {
  readonly noteId: string
  readonly note: Supplement
}

/** Adds an officer's sealed note to the report. */
export const addNote = <Kind extends OpenableReport>(
  report: Kind,
  { noteId, note }: SealedNote,
  maker: Maker,
): Change<Kind> => {
  const { next, beside } = withSupplement(report, [noteId, note])
  return change(next, logged('note.added', maker, { desk: report.desk, noteId }), beside)
}

/** Why a report is handed to another desk. */
export const rerouteReasons = ['lives-elsewhere', 'is-a-child', 'is-an-adult', 'other-force', 'wrong-desk'] as const

/** One of the reasons. */
export type RerouteReason = (typeof rerouteReasons)[number]

/**
 * Hands the report over: from now on the new desk alone can open it, and for that desk it is unread, with every
 * addition. Its ladder goes on where it is while nobody has answered.
 */
export const reroute = (
  report: OwnedReport,
  handover: { readonly desk: Desk; readonly reason: RerouteReason; readonly keys: ReaddressedKeys },
  maker: Maker,
): Change<ReportIn<'routed'>> => {
  const { desk, reason, keys } = handover
  const count = isUnanswered(report) ? (report.handover?.count ?? 0) + 1 : 1
  return change(
    {
      ...without(report, 'officer', 'acknowledgedAt', 'unreadSince', 'readAt'),
      desk,
      ...(report.supplements && { supplements: unreadAgain(withKeys(report.supplements, keys.supplements, desk)) }),
      ...withCopies(report, keys.shelves.map(unreadShelf), maker.now),
      ...sweepOnHandover(report, maker.now),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      alerting: alertingAfterHandover(report, count),
      handover: { officer: maker.who, from: report.desk, at: maker.now.toISOString(), count },
      dueAt: dueSoon(report, maker.now),
    },
    logged('report.rerouted', maker, { from: report.desk, to: desk, reason }),
  )
}

/** True when the newest handover was this officer's, to this desk. Repeating it is answered as done. */
export const isHandoverBy = (
  report: DeskReport,
  { officer, desk }: { readonly officer: string; readonly desk: Desk },
): boolean => report.desk === desk && report.handover?.officer === officer

/** True when `to` is less urgent than `from`: such a change carries a reason (HMICS 2022). */
export const isLowered = (from: Grade, to: Grade): boolean => grades.indexOf(to) > grades.indexOf(toGrade(from))

/** Why a grade is changed. */
export const regradeReasons = ['new-facts', 'risk-assessed', 'entered-wrongly', 'duplicate'] as const

/** One of the reasons. */
export type RegradeReason = (typeof regradeReasons)[number]

/**
 * Changes the grade. A more urgent grade brings forward the deadline of an alert that waits for an answer. A less
 * urgent one never postpones it.
 */
export const regrade = (
  report: OwnedReport,
  to: { readonly grade: Grade; readonly reason?: RegradeReason | undefined },
  maker: Maker,
): Change<OwnedReport> => {
  const facts = defined({ from: report.grade, to: to.grade, reason: to.reason })
  const entry = logged('report.regraded', maker, facts)
  if (!isUnanswered(report) || report.alerting.actBy === undefined) {
    return change({ ...report, grade: to.grade }, entry)
  }
  const isTaken = report.state === 'acknowledged' && isUnread(report)
  const minutes = isTaken ? policy.minutesToOpen[to.grade] : minutesToAnswer(to.grade, report.alerting.rung)
  const actBy = earliest(minutesAfter(maker.now, minutes), report.alerting.actBy)
  const dueAt = earliest(actBy, report.dueAt)
  return change({ ...report, grade: to.grade, alerting: { ...report.alerting, actBy }, dueAt }, entry)
}

/**
 * Closes an acknowledged report and sets when its text is erased.
 *
 * @param notifiesSupervisors - the supervisors of the desk are notified of the closing; always so for an immediate
 *   report
 */
export const close = (
  report: ReportIn<'acknowledged'>,
  { outcome, notifiesSupervisors }: { readonly outcome: Outcome; readonly notifiesSupervisors: boolean },
  maker: Maker,
): Change<ReportIn<'closed'>> => {
  const rest = without(report, 'officer', 'acknowledgedAt', 'unreadSince', 'handover')
  const closedAt = maker.now.toISOString()
  const alerting: Alerting =
    notifiesSupervisors || isImmediate(report)
      ? newAlert(report, { kind: 'closing', rung: 1 })
      : { ...report.alerting, sentAt: report.alerting.sentAt ?? closedAt }
  const closed = {
    ...rest,
    state: 'closed',
    outcome,
    closedAt,
    eraseAt: minutesAfter(maker.now, policy.retentionMinutes),
    alerting,
  } as const
  const entry = logged('report.closed', maker, { desk: report.desk, outcome })
  return change(withErasureDue(closed, maker.now), entry)
}

/** Why an officer reopens a closed report. */
export const reopenReasons = ['new-information', 'closed-wrongly', 'reporter-asked', 'supervision'] as const

/** One of the reasons. */
export type ReopenReason = (typeof reopenReasons)[number]

/** Reopens a closed report: the officer who reopens it has it, and must close it within a day or be reminded. */
export const reopen = (
  report: ReportIn<'closed'>,
  reason: ReopenReason,
  maker: Maker,
): Change<ReportIn<'acknowledged'>> => {
  return change(
    {
      ...without(report, 'outcome', 'closedAt', 'eraseAt'),
      state: 'acknowledged',
      officer: maker.who,
      acknowledgedAt: maker.now.toISOString(),
      ...withOfficer(report, maker.now),
    },
    logged('report.reopened', maker, { desk: report.desk, reason }),
  )
}

/**
 * Sets or lifts a legal hold. A held report is never erased. When the hold of a closed report is lifted, its full
 * retention time begins again.
 */
export const hold = (report: OpenableReport, isHeld: boolean, maker: Maker): Change<OpenableReport> => {
  const entry = logged(isHeld ? 'hold.set' : 'hold.lifted', maker, { desk: report.desk })
  const next: OpenableReport = { ...without(report, 'heldBy'), ...(isHeld ? { heldBy: maker.who } : {}) }
  if (next.state !== 'closed') return change(next, entry)
  const eraseAt = isHeld ? next.eraseAt : minutesAfter(maker.now, policy.retentionMinutes)
  return change(withErasureDue({ ...next, eraseAt }, maker.now), entry)
}
