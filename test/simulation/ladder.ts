import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import type { MadeDigest, Published } from './outside.ts'
import { must } from './promise.ts'

/** What a log says of the ladder at one moment. */
export interface Ladder {
  readonly desk: LogFact | undefined
  readonly grade: LogFact | undefined
  readonly isTaken: boolean
  readonly isClosed: boolean
  readonly isWithdrawn: boolean
  /** Ids of additions that have not reached the desk. */
  readonly waiting: readonly string[]
  /** Ids of additions that reached the desk and that nobody has read. */
  readonly unread: readonly string[]
  /** Something reached the desk after the report was taken, and since then there was always something unread. */
  readonly isNews: boolean
  /** Which alert is the newest, and which was the newest that is marked as sent; 0 for none since the ladder began. */
  readonly rung: number
  readonly sentRung: number
  /** The newest rung that could reach nobody of an audience. */
  readonly failedRung: number
  /** Changes with each answer and each rung: only these may put a deadline off. */
  readonly phase: number
  /** When the grade was changed, ISO 8601 UTC. */
  readonly regradedAt: string
}

/** Before anything happened. */
export const bottom: Ladder = {
  ...{ desk: undefined, grade: undefined, regradedAt: '' },
  ...{ isTaken: false, isClosed: false, isWithdrawn: false, isNews: false },
  ...{ waiting: [], unread: [] },
  ...{ rung: 1, sentRung: 0, failedRung: 0, phase: 0 },
}

const idsOf = (fact: LogFact | undefined): readonly string[] => (Array.isArray(fact) ? fact : [])

const fromTheStart = (ladder: Ladder): Ladder => ({
  ...ladder,
  ...{ rung: 1, sentRung: 0, failedRung: 0, phase: ladder.phase + 1 },
})

const oneUp = (ladder: Ladder, rung: LogFact | undefined): Ladder => {
  must(rung === ladder.rung + 1, 'no rung of the ladder is passed over')
  return { ...ladder, rung: ladder.rung + 1, phase: ladder.phase + 1 }
}

const afterAddition = (before: Ladder, supplements: readonly string[]): Ladder => {
  const waiting = before.waiting.filter((id) => !supplements.includes(id))
  const ladder = { ...before, waiting, unread: [...before.unread, ...supplements] }
  if (ladder.isClosed) return { ...fromTheStart(ladder), isTaken: false, isClosed: false }
  return ladder.isTaken && !ladder.isNews ? { ...fromTheStart(ladder), isNews: true } : ladder
}

const afterReading = (ladder: Ladder, supplements: readonly string[]): Ladder => {
  must(
    supplements.every((id) => ladder.unread.includes(id)),
    'what is read had reached the desk',
  )
  const unread = ladder.unread.filter((id) => !supplements.includes(id))
  return {
    ...ladder,
    unread,
    isNews: ladder.isNews && unread.length > 0,
    phase: ladder.phase + (ladder.isTaken ? 1 : 0),
  }
}

/**
 * Follows the ladder through a log: whether it climbed when it must not, passed over a rung, or forgot what nobody
 * read.
 */
export const climb = (ladder: Ladder, { what, facts, who, at }: LogEntry): Ladder => {
  switch (what) {
    case 'addition.received':
      return { ...ladder, waiting: [...ladder.waiting, String(facts['additionId'])] }
    case 'report.routed':
      return afterAddition({ ...ladder, desk: facts['desk'], grade: facts['grade'] }, ladder.waiting)
    case 'report.rerouted':
      return { ...fromTheStart(ladder), desk: facts['to'], isTaken: false, isNews: false }
    case 'addition.routed':
      return afterAddition(ladder, idsOf(facts['supplements']))
    case 'report.acknowledged':
      return { ...ladder, isTaken: true, phase: ladder.phase + 1 }
    case 'report.read':
      return afterReading(ladder, idsOf(facts['supplements']))
    case 'report.closed':
      must(ladder.unread.length === 0, 'a report with an addition that nobody read is not closed')
      return { ...ladder, isClosed: true }
    case 'report.withdrawn':
      return { ...fromTheStart(ladder), isWithdrawn: true }
    case 'report.regraded':
      must(who.startsWith('officer-'), 'only a person changes a grade')
      must(facts['from'] === ladder.grade, 'a grade changes from what it was')
      return { ...ladder, grade: facts['to'], regradedAt: at }
    case 'alert.sent':
      must(facts['rung'] === ladder.rung, 'an alert is of the rung that the ladder stands at')
      return { ...ladder, sentRung: ladder.rung }
    case 'alert.resent':
      must(
        ladder.isWithdrawn || !isUnansweredAt(ladder) || ladder.failedRung < ladder.rung,
        'an alert that could reach nobody of an audience goes up',
      )
      return ladder
    case 'alert.queued':
      must(facts['rung'] === ladder.rung, 'a digest is of the rung that the ladder stands at')
      return ladder
    case 'alert.failed':
      must(facts['rung'] === ladder.rung, 'what failed is of the rung that the ladder stands at')
      return { ...ladder, failedRung: ladder.rung }
    case 'report.escalated':
      must(!ladder.isTaken, 'nothing escalates after an acknowledgement')
      must(Math.max(ladder.sentRung, ladder.failedRung) === ladder.rung, 'no rung of the ladder is passed over')
      return oneUp(ladder, facts['rung'])
    case 'addition.escalated':
      must(ladder.isTaken && ladder.isNews, 'an addition escalates only until somebody reads it')
      must(Math.max(ladder.sentRung, ladder.failedRung) === ladder.rung, 'no rung of the ladder is passed over')
      return oneUp(ladder, facts['rung'])
    case 'officer.reminded':
      must(!ladder.isNews, 'an addition that nobody read is not passed over for a reminder')
      return oneUp(ladder, facts['rung'])
    default:
      return ladder
  }
}

/** True while somebody must answer: take the report, or read what came after it was taken. */
export const isUnansweredAt = ({ isTaken, isNews }: Ladder): boolean => !isTaken || isNews

const nameOf = (desk: LogFact | undefined, recipients: string): string => `${desk} ${recipients}`

/**
 * Whom the alert that is decided here may and must reach: the desk, and one audience more with each rung for as long as
 * nobody has answered; news at a rung that everyone was told of is for the desk.
 */
const audiencesAt = (ladder: Ladder): ReadonlySet<string> => {
  const { desk, rung, sentRung, isWithdrawn } = ladder
  const all = [
    nameOf(desk, 'duty'),
    nameOf('duty-control', 'duty'),
    nameOf(desk, 'supervisor'),
    nameOf('duty-control', 'supervisor'),
  ]
  const isWide = isUnansweredAt(ladder) && !isWithdrawn && sentRung < rung
  return new Set(all.slice(0, isWide ? rung : 1))
}

/**
 * Checks each publication by the log as it was when it was decided, so that nothing which happened at the same time
 * counts.
 */
export const checkAudiences = (
  alerts: readonly Published[],
  log: readonly LogEntry[],
  ladders: readonly Ladder[],
): void => {
  const ladderOf = (seq: number) => ladders[seq] ?? bottom
  for (const { desk, recipients, rung, seq } of alerts) {
    must(rung === ladderOf(seq).rung, 'an alert is of the rung that the ladder stands at')
    const isMeant = audiencesAt(ladderOf(seq)).has(nameOf(desk, recipients))
    must(isMeant, 'an alert goes no wider than its rung, and after an answer to its desk alone')
  }
  for (const { seq, what, facts } of log) {
    if (what !== 'alert.sent') continue
    const isAccepted = alerts.some(
      (each) => each.seq < seq && each.kind === facts['kind'] && each.rung === facts['rung'],
    )
    must(isAccepted, 'an alert that is marked as sent was accepted by a channel')
  }
}

/** A report's log, and its ladder after each entry. */
interface Logged {
  readonly reportId: string
  readonly log: readonly LogEntry[]
  readonly ladders: readonly Ladder[]
}

/** Checks that whoever an alert is for has a digest of it on its way, once the alert is marked as queued. */
export const checkDigests = (digests: readonly MadeDigest[], { reportId, log, ladders }: Logged): void => {
  for (const { seq, what, facts } of log) {
    if (what !== 'alert.queued') continue
    const made = digests.flatMap(({ audience, alerts }) =>
      alerts
        .filter((each) => each.reportId === reportId && each.seq < seq)
        .filter(({ kind, rung }) => kind === facts['kind'] && rung === facts['rung'])
        .map((each) => ({ seq: each.seq, name: nameOf(audience.desk, audience.recipients) })),
    )
    const newest = Math.max(...made.map((each) => each.seq))
    const names = new Set(made.filter((each) => each.seq === newest).map(({ name }) => name))
    const isComplete = [...audiencesAt(ladders[newest] ?? bottom)].every((each) => names.has(each))
    must(isComplete, 'an alert that is marked as queued is in a digest for everyone')
  }
}
