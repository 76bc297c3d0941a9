import type { Desk } from './desk.ts'
import { type Grade, grades } from './grade.ts'
import type { LogFact, NewLogEntry } from './log.ts'
import { minutesAfter, minutesToAcknowledge, policy } from './policy.ts'
import type { Outcome, Part, Readable, ReportIn } from './report.ts'
import { dueSoon, earliest, hasUnroutedParts, isOwned, isUnanswered, type OwnedReport, type Step } from './steps.ts'

/** Who acts: the officer's subject id and when. */
export interface Acting {
  readonly officer: string
  readonly now: Date
}

/** A report whose text can still be opened by a desk. */
export type OpenableReport = OwnedReport | ReportIn<'closed'>

/** The log entry of something that an officer did. */
export const officerEntry = (
  { officer, now }: Acting,
  what: string,
  facts: Readonly<Record<string, LogFact>> = {},
): NewLogEntry => ({
  at: now.toISOString(),
  who: officer,
  what,
  facts,
})

/** An officer takes the report: the ladder stops, and a reminder is due in a day. */
export const acknowledge = (report: ReportIn<'routed' | 'alerted'>, acting: Acting): Step<ReportIn<'acknowledged'>> => {
  const at = acting.now.toISOString()
  const actBy = minutesAfter(acting.now, policy.acknowledgedMinutes)
  return {
    next: {
      ...report,
      state: 'acknowledged',
      officer: acting.officer,
      acknowledgedAt: at,
      alerting: { ...report.alerting, sentAt: report.alerting.sentAt ?? at, actBy },
      dueAt: hasUnroutedParts(report) ? dueSoon(report, acting.now) : actBy,
    },
    entry: officerEntry(acting, 'report.acknowledged', { desk: report.desk, step: report.alerting.step }),
  }
}

/** A sealed note joins the report. */
export const addNote = <Kind extends OpenableReport>(
  report: Kind,
  noteId: string,
  note: Part,
  acting: Acting,
): Step<Kind> => ({
  next: { ...report, parts: { ...report.parts, [noteId]: note } },
  entry: officerEntry(acting, 'note.added', { desk: report.desk, noteId }),
})

/** Why a report is handed to another desk. */
export const rerouteReasons = ['lives-elsewhere', 'is-a-child', 'is-an-adult', 'other-force', 'wrong-desk'] as const

/** One of the reasons. */
export type RerouteReason = (typeof rerouteReasons)[number]

/** Every key of a report, re-addressed to the new desk; parts by their id. */
export interface HandoverKeys {
  readonly wrappedKey: Uint8Array
  readonly parts: Readonly<Record<string, Uint8Array>>
}

/** Hands the report over: the new desk alone can open it, and its ladder starts anew. */
export const reroute = (
  report: OwnedReport,
  handover: { readonly desk: Desk; readonly reason: RerouteReason; readonly keys: HandoverKeys },
  acting: Acting,
): Step<ReportIn<'routed'>> => {
  const { desk, reason, keys } = handover
  const parts = Object.entries(report.parts ?? {}).map(([id, part]): [string, Part] => {
    const wrappedKey = keys.parts[id]
    return [id, wrappedKey === undefined ? part : { ...part, wrappedKey, desk }]
  })
  const {
    officer: _officer,
    acknowledgedAt: _acknowledgedAt,
    unreadSince: _unreadSince,
    ...owned
  } = { officer: '', acknowledgedAt: '', unreadSince: '', ...report }
  return {
    next: {
      ...owned,
      desk,
      ...(parts.length === 0 ? {} : { parts: Object.fromEntries(parts) }),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      alerting: { kind: 'reroute', step: 1 },
      dueAt: dueSoon(report, acting.now),
    },
    entry: officerEntry(acting, 'report.rerouted', { from: report.desk, to: desk, reason }),
  }
}

/** True when `to` is less urgent than `from`: such a change carries a reason (HMICS 2022). */
export const isLowered = (from: Grade, to: Grade): boolean => grades.indexOf(to) > grades.indexOf(from)

/** Why a grade is changed. */
export const regradeReasons = ['new-facts', 'risk-assessed', 'entered-wrongly', 'duplicate'] as const

/** One of the reasons. */
export type RegradeReason = (typeof regradeReasons)[number]

/** Changes the grade. A raised one brings the deadline of an alert that waits for an answer forward; a lowered one never puts it off. */
export const regrade = (
  report: OwnedReport,
  to: { readonly grade: Grade; readonly reason?: RegradeReason | undefined },
  acting: Acting,
): Step<OwnedReport> => {
  const reason = to.reason === undefined ? {} : { reason: to.reason }
  const entry = officerEntry(acting, 'report.regraded', { from: report.grade, to: to.grade, ...reason })
  if (!isUnanswered(report) || report.alerting.actBy === undefined) {
    return { next: { ...report, grade: to.grade }, entry }
  }
  const sooner = minutesAfter(acting.now, minutesToAcknowledge(to.grade, report.alerting.step))
  const actBy = earliest(sooner, report.alerting.actBy)
  const dueAt = earliest(actBy, report.dueAt)
  return { next: { ...report, grade: to.grade, alerting: { ...report.alerting, actBy }, dueAt }, entry }
}

/** When a closed report is due: for routing if it was added to meanwhile, for erasure if nobody holds it, else not at all. */
const dueWhenClosed = (report: Readable & { readonly dueAt?: string }, now: Date) => {
  const isNews = Object.values(report.parts ?? {}).some(({ desk }) => desk === 'unrouted')
  if (isNews) return { dueAt: dueSoon(report, now) }
  return report.heldBy === undefined ? { dueAt: minutesAfter(now, policy.retentionMinutes) } : {}
}

/** Closes an acknowledged report and sets when its text is erased. */
export const close = (report: ReportIn<'acknowledged'>, outcome: Outcome, acting: Acting): Step<ReportIn<'closed'>> => {
  const { officer: _officer, acknowledgedAt: _acknowledgedAt, dueAt: _dueAt, ...rest } = report
  const closing = { state: 'closed', outcome, closedAt: acting.now.toISOString() } as const
  return {
    next: { ...rest, ...closing, ...dueWhenClosed(report, acting.now) },
    entry: officerEntry(acting, 'report.closed', { desk: report.desk, outcome }),
  }
}

const withHold = <Kind extends OpenableReport>(report: Kind, heldBy: string | undefined): Kind => {
  const { heldBy: _heldBy, ...rest } = report
  return { ...rest, ...(heldBy === undefined ? {} : { heldBy }) } as Kind
}

/** Sets or lifts a legal hold: a held report is never erased; a closed one whose hold is lifted is, after the full time again. */
export const hold = (report: OpenableReport, held: boolean, acting: Acting): Step<OpenableReport> => {
  const entry = officerEntry(acting, held ? 'hold.set' : 'hold.lifted', { desk: report.desk })
  const next = withHold(report, held ? acting.officer : undefined)
  if (next.state !== 'closed') return { next, entry }
  const { dueAt: _dueAt, ...closed } = next
  return { next: { ...closed, ...dueWhenClosed(next, acting.now) }, entry }
}

/** True for a report that the officers of its desk may open. */
export const isOpenable = (report: { readonly state: string }): report is OpenableReport =>
  isOwned(report as OwnedReport) || report.state === 'closed'
