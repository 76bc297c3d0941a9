import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { ageGroupOf } from '../../shared/domain/age.ts'
import { minutesToAnswer } from '../../shared/domain/ladder.ts'
import { type LogEntry, verifyLog } from '../../shared/domain/log.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isOwned } from '../../shared/domain/report-states.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { areClosingsSeen, checkAudiences, checkDigests } from './audiences.ts'
import { bottom, climb, isUnansweredAt, type Ladder } from './ladder.ts'
import { must } from './promise.ts'
import { asked } from './wish.ts'
import type { World } from './world.ts'

/** Checks a report by its log: the ladder, whom each alert reached, and the deadlines. */
export const checkLog = (world: World, { report, log }: KeptReport, isSettled = false): void => {
  const { published } = world
  const { reportId } = report
  must(verifyLog(reportId, log, report, sha256).whole, 'the log is whole')
  const start: Ladder = { ...bottom, desk: report.state === 'received' ? undefined : report.decision.desk }
  const ladders = [start]
  for (const entry of log) ladders.push(climb(ladders.at(-1) ?? start, entry, shelvedIn(world, reportId, entry)))
  if (report.state !== 'received' && log.some(({ what }) => what === 'report.routed')) {
    must(ladders.at(-1)?.grade === report.grade, 'the grade is what was decided, or what an officer made of it')
    must(report.decision.ageGroup === ageGroupOf(report.facts.ages), 'the age group never changes')
  }
  const alerts = published.filter((each) => each.reportId === reportId)
  checkAudiences(alerts, log, ladders)
  checkDigests([...world.made.values()], { reportId, log, ladders })
  if (isSettled)
    must(areClosingsSeen(alerts, log, ladders), 'supervisors are notified of the closing of an immediate report')
  if (isSettled) checkWish(world, report, ladders.at(-1) ?? start)
  checkDeadline(world, report, ladders.at(-1) ?? start)
}

/** Returns the ids of the supplements on the shelves that a log entry names. */
export const shelvedIn = ({ shelved }: World, reportId: string, { facts }: LogEntry): readonly string[] => {
  const shelves = Array.isArray(facts['shelves']) ? facts['shelves'] : []
  return shelves.flatMap((filledSeq) => shelved.get(`${reportId}/${filledSeq}`) ?? [])
}

/** How long an officer who took a report has to open it; written down here so that no table can shrink it. */
const minutesToOpen = { immediate: 10, prompt: 60, standard: 480 } as const

/** How far the clocks of two functions may be apart, milliseconds. */
export const skewMs = 20_000

const checkDeadline = ({ deadlines }: World, report: Report, ladder: Ladder): void => {
  const { reportId } = report
  if (!isOwned(report)) return void deadlines.delete(reportId)
  const { sentAt, actBy, rung } = report.alerting
  const before = deadlines.get(reportId)
  if (before?.actBy !== undefined && before.phase === ladder.phase) {
    const isKept = actBy !== undefined && actBy <= before.actBy
    must(isKept, 'nothing but an answer or the next rung puts a deadline off')
  }
  deadlines.set(reportId, { phase: ladder.phase, actBy })
  if (!isUnansweredAt(ladder) || sentAt === undefined || actBy === undefined) return
  const from = (at: string) => Math.max(Date.parse(at), Date.parse(ladder.regradedAt || at))
  const toAnswer = from(sentAt) + minutesToAnswer(report.grade, rung) * 60_000
  const toOpen = ladder.isTaken ? from(ladder.takenAt) + minutesToOpen[report.grade] * 60_000 : toAnswer
  const latest = Math.max(toAnswer, toOpen) + skewMs
  must(Date.parse(actBy) <= latest, 'a desk has no more time than its grade and rung give')
}

/**
 * How far a report may be overdue once nothing goes wrong any more: two passes of watch-deadlines, and what clocks are
 * off by.
 */
export const overdueMs = 2 * 60_000 + skewMs

/** A withdrawal whose time has come was decided, erased the text, or its desk was reminded within a day. */
const checkWish = ({ clock }: World, report: Report, { wish }: Ladder): void => {
  if (!('withdrawal' in report) || report.withdrawal === undefined) return
  must(
    report.withdrawal.kept !== undefined || Date.parse(report.withdrawal.dueAt) > clock.ms - overdueMs,
    'a withdrawal that nobody decided is reminded of until somebody does',
  )
  must((report.withdrawal.kept === undefined) === asked(wish), 'a withdrawal stands as the log says')
}
