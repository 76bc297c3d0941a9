import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import { must } from './promise.ts'
import { mustHaveHadItsTime, mustNotRunOn } from './rung-time.ts'
import { asked, noWish, type Wish, wishAfter } from './wish.ts'

/** What a log says of the ladder at one moment. */
export interface Ladder {
  readonly desk: LogFact | undefined
  readonly grade: LogFact | undefined
  /** It was routed as immediate. */
  readonly wasImmediate: boolean
  readonly isTaken: boolean
  /** The desk that has the report was shown its text. */
  readonly isRead: boolean
  /** When an officer took or reopened it last, ISO 8601 UTC. */
  readonly takenAt: string
  readonly isClosed: boolean
  readonly isWithdrawn: boolean
  /** Ids of additions that have not reached the desk. */
  readonly waiting: readonly string[]
  /** Ids of additions that reached the desk and that nobody has read. */
  readonly unread: readonly string[]
  /** Ids of all additions that ever reached a desk. */
  readonly arrived: readonly string[]
  /** Since the report was taken there was always something unread among its additions. */
  readonly isNews: boolean
  /** Which alert is the newest, and which was the newest that is marked as sent; 0 for none since the ladder began. */
  readonly rung: number
  readonly sentRung: number
  /** The newest rung that digests were made of, and when they first were, ISO 8601 UTC. */
  readonly triedRung: number
  readonly triedAt: string
  /** Another alert took the place of the one whose digests were first made. */
  readonly isRenewed: boolean
  /** The newest rung that could reach nobody of an audience. */
  readonly failedRung: number
  /** True from a failure until another alert takes the place of the one that failed. */
  readonly isStuck: boolean
  /** Changes with each answer and each rung: only these may put a deadline off. */
  readonly phase: number
  /** When the grade was changed, ISO 8601 UTC. */
  readonly regradedAt: string
  /** How often it was handed over since somebody answered. */
  readonly handovers: number
  readonly wish: Wish
}

/** Before anything happened. */
export const bottom: Ladder = {
  desk: undefined,
  grade: undefined,
  wasImmediate: false,
  regradedAt: '',
  takenAt: '',
  isTaken: false,
  isRead: false,
  isClosed: false,
  isWithdrawn: false,
  isNews: false,
  waiting: [],
  unread: [],
  arrived: [],
  rung: 1,
  sentRung: 0,
  triedRung: 0,
  triedAt: '',
  isRenewed: false,
  failedRung: 0,
  isStuck: false,
  phase: 0,
  handovers: 0,
  wish: noWish,
}

/** True while somebody must answer: take the report, read it, or read what was added. */
export const isUnansweredAt = ({ isTaken, isRead, isNews }: Ladder): boolean => !isTaken || !isRead || isNews

/** True for a report that was ever routed as immediate, or is immediate now. */
export const isImmediateAt = ({ grade, wasImmediate }: Ladder): boolean => wasImmediate || grade === 'immediate'

const idsOf = (fact: LogFact | undefined): readonly string[] => (Array.isArray(fact) ? fact : [])

const fromTheStart = (ladder: Ladder): Ladder => ({
  ...ladder,
  rung: 1,
  sentRung: 0,
  triedRung: 0,
  failedRung: 0,
  isStuck: false,
  phase: ladder.phase + 1,
})

const oneUp = (ladder: Ladder, rung: LogFact | undefined): Ladder => {
  must(rung === ladder.rung + 1, 'no rung of the ladder is passed over')
  return { ...ladder, rung: ladder.rung + 1, triedRung: 0, isStuck: false, phase: ladder.phase + 1 }
}

const afterAddition = (before: Ladder, supplements: readonly string[]): Ladder => {
  const waiting = before.waiting.filter((id) => !supplements.includes(id))
  const arrived = [...before.arrived, ...supplements]
  const ladder = { ...before, waiting, arrived, unread: [...before.unread, ...supplements] }
  if (ladder.isClosed) return { ...fromTheStart(ladder), isTaken: false, isClosed: false }
  if (!ladder.isTaken) return ladder
  return isUnansweredAt(before) ? { ...ladder, isNews: true } : { ...fromTheStart(ladder), isNews: true }
}

/** @param shelved - the ids on shelves that were shown whole; some may have been read before */
const afterReading = (ladder: Ladder, supplements: readonly string[], shelved: readonly string[]): Ladder => {
  must(
    supplements.every((id) => ladder.unread.includes(id)),
    'what is read had reached the desk',
  )
  must(!shelved.some((id) => ladder.waiting.includes(id)), 'what is read had reached the desk')
  const unread = ladder.unread.filter((id) => !supplements.includes(id) && !shelved.includes(id))
  const read = { ...ladder, unread, isRead: true, isNews: ladder.isNews && unread.length > 0 }
  if (!ladder.isTaken) return read
  const phase = ladder.phase + 1
  return isUnansweredAt(read) ? { ...read, phase } : { ...read, phase, handovers: 0 }
}

/**
 * A handover keeps the ladder where nobody has answered. After an answer it begins anew, with the deadline there was.
 * The new desk has read nothing.
 */
const afterHandover = (before: Ladder, desk: LogFact | undefined): Ladder => {
  const isUnanswered = isUnansweredAt(before)
  const ladder = { ...before, desk, isTaken: false, isRead: false, isNews: false, unread: before.arrived }
  if (isUnanswered) return { ...ladder, handovers: before.handovers + 1 }
  return { ...ladder, rung: 1, sentRung: 1, triedRung: 0, handovers: 1 }
}

const taken = (ladder: Ladder, at: string): Ladder => ({
  ...ladder,
  isTaken: true,
  isClosed: false,
  takenAt: at,
  isNews: ladder.unread.length > 0,
  sentRung: ladder.rung,
  phase: ladder.phase + 1,
})

const closed = (ladder: Ladder): Ladder => {
  must(ladder.isRead, 'a report that its desk has not read is not closed')
  must(ladder.unread.length === 0, 'a report with an addition that nobody read is not closed')
  must(!asked(ladder.wish), 'a report is not closed before its withdrawal is decided')
  return { ...ladder, isClosed: true, isTaken: false, ...(isImmediateAt(ladder) ? { rung: 1, sentRung: 0 } : {}) }
}

/**
 * Follows the ladder through a log: whether it climbed when it must not, passed over a rung, or forgot what nobody
 * read.
 *
 * @param shelved - the ids of the supplements on the shelves that the entry names
 */
export const climb = (before: Ladder, entry: LogEntry, shelved: readonly string[] = []): Ladder => {
  const { what, facts, who, at } = entry
  // A wish and a handover are an alert of their own, on the same rung.
  const isAnew = what.startsWith('withdrawal.') || what === 'report.rerouted'
  const isStuck = !isAnew && before.isStuck
  const isRenewed = isAnew || what === 'report.acknowledged' || before.isRenewed
  const ladder = { ...before, isStuck, isRenewed, wish: wishAfter(before, entry) }
  switch (what) {
    case 'addition.received':
      return { ...ladder, waiting: [...ladder.waiting, String(facts['additionId'])] }
    case 'report.routed': {
      const { desk, grade } = facts
      return afterAddition({ ...ladder, desk, grade, wasImmediate: grade === 'immediate' } as Ladder, ladder.waiting)
    }
    case 'report.rerouted':
      return afterHandover(ladder, facts['to'])
    case 'addition.routed':
      return afterAddition(ladder, [...idsOf(facts['supplements']), ...shelved])
    case 'report.acknowledged':
      return taken(ladder, at)
    case 'report.reopened':
      must(ladder.isClosed, 'only a closed report is reopened')
      return taken(ladder, at)
    case 'report.read':
      return afterReading(ladder, idsOf(facts['supplements']), shelved)
    case 'report.closed':
      return closed(ladder)
    case 'canary.withdrawn':
    case 'canary.erased':
    case 'report.withdrawn':
    case 'withdrawal.granted':
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
        ladder.isWithdrawn || ladder.isClosed || !isUnansweredAt(ladder) || !ladder.isStuck,
        'an alert that could reach nobody of an audience goes up',
      )
      if (isUnansweredAt(ladder)) mustNotRunOn(ladder, entry)
      return ladder
    case 'alert.queued':
      must(facts['rung'] === ladder.rung, 'a digest is of the rung that the ladder stands at')
      return ladder.triedRung === ladder.rung
        ? ladder
        : { ...ladder, triedRung: ladder.rung, triedAt: at, isRenewed: false }
    case 'alert.failed':
      must(facts['rung'] === ladder.rung, 'what failed is of the rung that the ladder stands at')
      return { ...ladder, failedRung: ladder.rung, isStuck: true }
    case 'report.escalated':
      must(!ladder.isTaken || !ladder.isRead, 'nothing escalates after an officer took and read it')
      mustHaveHadItsTime(ladder, entry)
      return oneUp(ladder, facts['rung'])
    case 'addition.escalated':
      must(ladder.isTaken && ladder.isRead && ladder.isNews, 'an addition escalates only until somebody reads it')
      mustHaveHadItsTime(ladder, entry)
      return oneUp(ladder, facts['rung'])
    case 'officer.reminded':
      must(!isUnansweredAt(ladder), 'what nobody read is not passed over for a reminder')
      return oneUp(ladder, facts['rung'])
    default:
      return ladder
  }
}
