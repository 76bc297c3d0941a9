import { type Acting, type OpenableReport, officerEntry } from './officer-steps.ts'
import { minutesAfter, policy } from './policy.ts'
import type { Part, Readable, ReportIn } from './report.ts'
import { dueSoon, hasUnreadParts, hasUnroutedParts, type Step } from './steps.ts'

/** An officer's words, sealed for the desk: the id of their text, and what the report holds of them. */
export interface SealedNote {
  readonly noteId: string
  readonly note: Part
}

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

/**
 * The reading is justified and logged; written before anything is opened, and nothing else changes. The officer's words are a sealed note,
 * named here by its id, or none where the report holds as many as it can.
 */
export const recordOpening = <Kind extends OpenableReport>(
  report: Kind,
  { reason, sealed }: { readonly reason: OpeningReason; readonly sealed?: SealedNote | undefined },
  acting: Acting,
): Step<Kind> => {
  const { desk } = report
  if (sealed === undefined) {
    return { next: report, entry: officerEntry(acting, 'report.opened', { desk, reason, noteKept: false }) }
  }
  const { noteId, note } = sealed
  return {
    next: { ...report, parts: { ...report.parts, [noteId]: note } },
    entry: officerEntry(acting, 'report.opened', { desk, reason, noteId }),
  }
}

const withoutUnread = (parts: Readable['parts'], read: readonly string[]): Readable['parts'] =>
  parts &&
  Object.fromEntries(
    Object.entries(parts).map(([id, part]) => {
      const { isUnread: _isUnread, ...rest } = part
      return [id, read.includes(id) ? rest : part]
    }),
  )

/** Everything that waited in an acknowledged report was read: a reminder is due in a day. A withdrawal that the desk waits to be told of stays so. */
const asAnswered = (report: ReportIn<'acknowledged'>, now: Date): ReportIn<'acknowledged'> => {
  const { unreadSince: _unreadSince, ...answered } = report
  const actBy = minutesAfter(now, policy.acknowledgedMinutes)
  const { kind, sentAt } = report.alerting
  if (kind === 'withdrawal' && sentAt === undefined) {
    return { ...answered, alerting: { ...report.alerting, actBy }, dueAt: dueSoon(report, now) }
  }
  const alerting = { ...report.alerting, sentAt: sentAt ?? now.toISOString(), actBy }
  return { ...answered, alerting, dueAt: hasUnroutedParts(report) ? dueSoon(report, now) : actBy }
}

/**
 * An opening gave the report and some of its parts. Only now is what it gave read: an opening that fails answers nothing. An acknowledged
 * report that has nothing unread left is answered.
 */
export const markRead = (report: OpenableReport, given: readonly string[], acting: Acting): Step<OpenableReport> => {
  const read = given.filter((id) => report.parts?.[id]?.isUnread)
  const parts = withoutUnread(report.parts, read)
  const next = { ...report, ...(parts === undefined ? {} : { parts }) }
  const isAnswered = next.state === 'acknowledged' && !hasUnreadParts(next)
  return {
    next: isAnswered ? asAnswered(next, acting.now) : next,
    entry: officerEntry(acting, 'report.read', { desk: report.desk, parts: read }),
  }
}
