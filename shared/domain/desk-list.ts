import { canaryDesk, type ReportDesk } from './desk.ts'
import { grades, toGrade } from './grade.ts'
import type { Report, ReportState } from './report.ts'
import { isOwned, isUnanswered } from './report-states.ts'

/**
 * The lists that a desk has: what is to be done, what was closed and is not erased yet, and what has no text any more.
 */
export const deskLists = ['open', 'closed', 'ended'] as const

/** One of a desk's lists. */
export type DeskList = (typeof deskLists)[number]

const listOf = {
  routed: 'open',
  alerted: 'open',
  acknowledged: 'open',
  closed: 'closed',
  erased: 'ended',
  withdrawn: 'ended',
} as const satisfies Record<Exclude<ReportState, 'received'>, DeskList>

/** Where a report stands in the lists: `list` is a partition, and `order` sorts in it, most urgent first. */
export interface ListPlace {
  readonly list: string
  readonly order: string
}

/** Returns the partition that holds a list of a desk. */
export const listPartition = (desk: ReportDesk, list: DeskList): string => `${desk}#${list}`

/**
 * Returns the place of a report in the lists. What nobody has answered comes first: a report that nobody took or that
 * nobody read, or an addition that nobody read. More urgent grades come before less urgent ones. Among the unanswered,
 * what has waited longest comes first; among the others, what must be acted on sooner. An alert and an escalation leave
 * an unanswered report where it is.
 *
 * @returns undefined while no desk owns it, for a canary, which nobody is shown, and for a drill that has ended: no
 *   list counts it
 */
export const listPlaceOf = (report: Report): ListPlace | undefined => {
  if (report.state === 'received' || report.desk === canaryDesk) return undefined
  if (report.state === 'erased' && report.isDrill) return undefined
  const { desk, state, grade, alerting, receivedAt } = report
  const isAnswered = isOwned(report) && !isUnanswered(report)
  const waitsSince = ('unreadSince' in report ? report.unreadSince : undefined) ?? receivedAt
  const at = isAnswered ? (alerting.actBy ?? receivedAt) : waitsSince
  const order = [isAnswered ? 1 : 0, grades.indexOf(toGrade(grade)), at].join('#')
  return { list: listPartition(desk, listOf[state]), order }
}
