import { type Change, logged, type Maker } from './change.ts'
import type { Desk } from './desk.ts'
import { dueSoon, earliest } from './due-times.ts'
import { type Grade, grades, toGrade } from './grade.ts'
import { minutesToAnswer } from './ladder.ts'
import { minutesAfter, policy } from './policy.ts'
import { defined, without } from './record.ts'
import type { Outcome, ReportIn, Supplement } from './report.ts'
import {
  hasUnroutedSupplements,
  isUnanswered,
  type OpenableReport,
  type OwnedReport,
  supplementsOf,
} from './report-states.ts'

/** An officer takes the report: the ladder stops, and a reminder is due in a day. */
export const acknowledge = (report: ReportIn<'routed' | 'alerted'>, maker: Maker): Change<ReportIn<'acknowledged'>> => {
  const at = maker.now.toISOString()
  const actBy = minutesAfter(maker.now, policy.acknowledgedMinutes)
  return {
    next: {
      ...report,
      state: 'acknowledged',
      officer: maker.who,
      acknowledgedAt: at,
      alerting: { ...report.alerting, sentAt: report.alerting.sentAt ?? at, actBy },
      dueAt: hasUnroutedSupplements(report) ? dueSoon(report, maker.now) : actBy,
    },
    entry: logged('report.acknowledged', maker, { desk: report.desk, rung: report.alerting.rung }),
  }
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
): Change<Kind> => ({
  next: { ...report, supplements: { ...report.supplements, [noteId]: note } },
  entry: logged('note.added', maker, { desk: report.desk, noteId }),
})

/** Why a report is handed to another desk. */
export const rerouteReasons = ['lives-elsewhere', 'is-a-child', 'is-an-adult', 'other-force', 'wrong-desk'] as const

/** One of the reasons. */
export type RerouteReason = (typeof rerouteReasons)[number]

/** Every key of a report, re-addressed to the new desk; supplements by their id. */
export interface HandoverKeys {
  readonly wrappedKey: Uint8Array
  readonly supplements: Readonly<Record<string, Uint8Array>>
}

/** Hands the report over: from now on the new desk alone can open it, and its ladder starts at rung 1. */
export const reroute = (
  report: OwnedReport,
  handover: { readonly desk: Desk; readonly reason: RerouteReason; readonly keys: HandoverKeys },
  maker: Maker,
): Change<ReportIn<'routed'>> => {
  const { desk, reason, keys } = handover
  const supplements = supplementsOf(report).map(([id, supplement]): [string, Supplement] => {
    const wrappedKey = keys.supplements[id]
    return [id, wrappedKey === undefined ? supplement : { ...supplement, wrappedKey, desk }]
  })
  return {
    next: {
      ...without(report, 'officer', 'acknowledgedAt', 'unreadSince'),
      desk,
      ...(supplements.length === 0 ? {} : { supplements: Object.fromEntries(supplements) }),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      alerting: { kind: 'reroute', rung: 1 },
      dueAt: dueSoon(report, maker.now),
    },
    entry: logged('report.rerouted', maker, { from: report.desk, to: desk, reason }),
  }
}

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
    return { next: { ...report, grade: to.grade }, entry }
  }
  const sooner = minutesAfter(maker.now, minutesToAnswer(to.grade, report.alerting.rung))
  const actBy = earliest(sooner, report.alerting.actBy)
  const dueAt = earliest(actBy, report.dueAt)
  return { next: { ...report, grade: to.grade, alerting: { ...report.alerting, actBy }, dueAt }, entry }
}

type ClosedWithoutDue = Omit<ReportIn<'closed'>, 'dueAt'> & { readonly dueAt?: string }

/**
 * Sets when a closed report is due: for routing if it has an unrouted addition, else for erasure unless somebody holds
 * it.
 */
const withErasureDue = (report: ClosedWithoutDue, now: Date): ReportIn<'closed'> => {
  if (hasUnroutedSupplements(report)) return { ...report, dueAt: dueSoon(report, now) }
  const closed = without(report, 'dueAt')
  return report.heldBy === undefined ? { ...closed, dueAt: minutesAfter(now, policy.retentionMinutes) } : closed
}

/** Closes an acknowledged report and sets when its text is erased. */
export const close = (report: ReportIn<'acknowledged'>, outcome: Outcome, maker: Maker): Change<ReportIn<'closed'>> => {
  const rest = without(report, 'officer', 'acknowledgedAt', 'unreadSince')
  const closed = { ...rest, state: 'closed', outcome, closedAt: maker.now.toISOString() } as const
  return {
    next: withErasureDue(closed, maker.now),
    entry: logged('report.closed', maker, { desk: report.desk, outcome }),
  }
}

/**
 * Sets or lifts a legal hold. A held report is never erased. When the hold of a closed report is lifted, its full
 * retention time begins again.
 */
export const hold = (report: OpenableReport, isHeld: boolean, maker: Maker): Change<OpenableReport> => {
  const next: OpenableReport = { ...without(report, 'heldBy'), ...(isHeld ? { heldBy: maker.who } : {}) }
  return {
    next: next.state === 'closed' ? withErasureDue(next, maker.now) : next,
    entry: logged(isHeld ? 'hold.set' : 'hold.lifted', maker, { desk: report.desk }),
  }
}
