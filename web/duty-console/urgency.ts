import { grades } from '../../shared/domain/grade.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'

/** True while nobody has answered: no officer took the report, nobody read it, or nobody read what was added to it. */
export const isUnanswered = ({ state, readAt, unreadSince }: ReportView): boolean =>
  state === 'routed' ||
  state === 'alerted' ||
  (state === 'acknowledged' && (readAt === undefined || unreadSince !== undefined))

/** True when the time to act on the newest alert is over. */
export const isLate = ({ actBy }: ReportView, nowMs: number): boolean =>
  actBy !== undefined && Date.parse(actBy) < nowMs

/** Sorts as the API does within a desk: unanswered first, then by grade, then by what has waited longest. */
const placeOf = (report: ReportView, nowMs: number): string => {
  const unanswered = isUnanswered(report)
  const at = unanswered ? (report.unreadSince ?? report.receivedAt) : (report.actBy ?? report.receivedAt)
  return [isLate(report, nowMs) && unanswered ? 0 : 1, unanswered ? 0 : 1, grades.indexOf(report.grade), at].join('#')
}

/** Returns the reports of several desks in one list, the late ones first. */
export const inOrder = (reports: readonly ReportView[], nowMs: number): readonly ReportView[] =>
  reports
    .map((report) => ({ report, place: placeOf(report, nowMs) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ report }) => report)
