import type { ReportView } from '../../shared/domain/report-view.ts'
import { toDayAndTime, toTimeLeft } from '../../web/duty-console/instants.ts'
import { nextTask, placeSentence, stateSentence } from '../../web/duty-console/words/names.ts'

const withdrawalFlag = ({ withdrawalRequestedAt, withdrawalKeptAt }: ReportView): readonly string[] => {
  if (withdrawalRequestedAt === undefined) return []
  return [withdrawalKeptAt === undefined ? 'wants to withdraw' : 'wanted to withdraw, and an officer keeps it']
}

const flagsOf = (report: ReportView): readonly string[] => [
  ...(report.isDrill ? ['a drill: acknowledging it ends it'] : []),
  ...(report.ageGroup === 'child' ? ['under 18, or may be'] : []),
  ...(report.unreadSince === undefined ? [] : ['new text']),
  ...withdrawalFlag(report),
  ...(report.heldBy === undefined ? [] : ['on hold']),
]

/** Returns a report of a list as one line: facts alone, as the console has them. @param at - by Harbour's clock */
export const toListLine = (report: ReportView, at: string): string => {
  const { reference, grade, actBy, desk, receivedAt } = report
  const time = actBy === undefined ? '-' : toTimeLeft(actBy, Date.parse(at))
  const rest = [stateSentence(report, ''), ...flagsOf(report), `place: ${placeSentence(report)}`]
  return [
    ...[reference, grade.padEnd(9), time.padEnd(16), desk.padEnd(16)],
    `${rest.join('; ')}; received ${toDayAndTime(receivedAt)}`,
  ].join('  ')
}

/** Returns where a report stands after an act, as one line. */
export const toStateLine = (report: ReportView): string => {
  const { reference, grade, actBy, desk } = report
  const task = actBy === undefined ? [] : [`${nextTask(report)} by ${toDayAndTime(actBy)}`]
  return [reference, grade, desk, [stateSentence(report, ''), ...task, ...flagsOf(report)].join('; ')].join('  ')
}
