import type { Desk } from './desk.ts'
import { type Grade, grades } from './grade.ts'
import type { LogFact, NewLogEntry } from './log.ts'
import { minutesAfter, minutesToAcknowledge, policy } from './policy.ts'
import type { Outcome, Part, ReportIn } from './report.ts'
import { hasUnroutedParts, isOwned, type OwnedReport, redriveAt, type Step } from './steps.ts'

/** Who acts: the officer's subject id and when. */
export interface Acting {
  readonly officer: string
  readonly now: Date
}

/** A report whose text can still be opened by a desk. */
export type OpenableReport = OwnedReport | ReportIn<'closed'>

const entryOf = (
  { officer, now }: Acting,
  what: string,
  facts: Readonly<Record<string, LogFact>> = {},
): NewLogEntry => ({
  at: now.toISOString(),
  who: officer,
  what,
  facts,
})

/** Why an officer opens a report. */
export const openingReasons = [
  'first-assessment',
  'investigation',
  'news-from-reporter',
  'supervision',
  'handover',
  'disclosure',
] as const

/** One of the reasons. */
export type OpeningReason = (typeof openingReasons)[number]

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
      dueAt: hasUnroutedParts(report) ? redriveAt(acting.now) : actBy,
    },
    entry: entryOf(acting, 'report.acknowledged', { desk: report.desk, step: report.alerting.step }),
  }
}

/** The reading is justified and logged; written before anything is opened. The officer's words are a sealed note, named here by its id. */
export const recordOpening = <Kind extends OpenableReport>(
  report: Kind,
  opening: { readonly reason: OpeningReason; readonly noteId: string; readonly note: Part },
  acting: Acting,
): Step<Kind> => ({
  next: { ...report, parts: { ...report.parts, [opening.noteId]: opening.note } },
  entry: entryOf(acting, 'report.opened', { desk: report.desk, reason: opening.reason, noteId: opening.noteId }),
})

/** A sealed note joins the report. */
export const addNote = <Kind extends OpenableReport>(
  report: Kind,
  noteId: string,
  note: Part,
  acting: Acting,
): Step<Kind> => ({
  next: { ...report, parts: { ...report.parts, [noteId]: note } },
  entry: entryOf(acting, 'note.added', { desk: report.desk, noteId }),
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
  const { reportId, receivedAt, facts, seq, hash, grade, decision } = report
  return {
    next: {
      ...{ reportId, receivedAt, facts, seq, hash, grade, decision, desk },
      ...(parts.length === 0 ? {} : { parts: Object.fromEntries(parts) }),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      alerting: { kind: 'reroute', step: 1 },
      dueAt: redriveAt(acting.now),
    },
    entry: entryOf(acting, 'report.rerouted', { from: report.desk, to: desk, reason }),
  }
}

/** True when `to` is less urgent than `from`: such a change carries a reason (HMICS 2022). */
export const isLowered = (from: Grade, to: Grade): boolean => grades.indexOf(to) > grades.indexOf(from)

/** Changes the grade. A raised grade brings the deadline of an unacknowledged alert forward; a lowered one never puts it off. */
export const regrade = (
  report: OwnedReport,
  to: { readonly grade: Grade; readonly reason: string },
  acting: Acting,
): Step<OwnedReport> => {
  const entry = entryOf(acting, 'report.regraded', { from: report.grade, to: to.grade, reason: to.reason })
  if (report.state !== 'alerted') return { next: { ...report, grade: to.grade }, entry }
  const sooner = minutesAfter(acting.now, minutesToAcknowledge(to.grade, report.alerting.step))
  const actBy = [sooner, report.alerting.actBy ?? report.dueAt].sort()[0] ?? sooner
  const dueAt = actBy < report.dueAt ? actBy : report.dueAt
  return { next: { ...report, grade: to.grade, alerting: { ...report.alerting, actBy }, dueAt }, entry }
}

/** Closes an acknowledged report and sets when its text is erased. */
export const close = (report: ReportIn<'acknowledged'>, outcome: Outcome, acting: Acting): Step<ReportIn<'closed'>> => {
  const { officer: _officer, acknowledgedAt: _acknowledgedAt, ...rest } = report
  return {
    next: {
      ...rest,
      state: 'closed',
      outcome,
      closedAt: acting.now.toISOString(),
      dueAt: hasUnroutedParts(report) ? redriveAt(acting.now) : minutesAfter(acting.now, policy.retentionMinutes),
    },
    entry: entryOf(acting, 'report.closed', { desk: report.desk, outcome }),
  }
}

/** Sets or lifts a legal hold: a held report is not erased; a lifted one is due for erasure after the full time again. */
export const hold = (report: ReportIn<'closed'>, held: boolean, acting: Acting): Step<ReportIn<'closed'>> => {
  const { heldBy: _heldBy, dueAt: _dueAt, ...rest } = report
  const entry = entryOf(acting, held ? 'hold.set' : 'hold.lifted', { desk: report.desk })
  const routing = hasUnroutedParts(report) ? { dueAt: redriveAt(acting.now) } : {}
  if (held) return { next: { ...rest, ...routing, heldBy: acting.officer }, entry }
  return { next: { ...rest, dueAt: minutesAfter(acting.now, policy.retentionMinutes), ...routing }, entry }
}

/** True for a report that the officers of its desk may open. */
export const isOpenable = (report: { readonly state: string }): report is OpenableReport =>
  isOwned(report as OwnedReport) || report.state === 'closed'
