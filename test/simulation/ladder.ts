import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import type { MadeDigest, Published } from './outside.ts'
import { must } from './promise.ts'
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
  failedRung: 0,
  isStuck: false,
  phase: 0,
  handovers: 0,
  wish: noWish,
}

/** True while somebody must answer: take the report, read it, or read what was added. */
export const isUnansweredAt = ({ isTaken, isRead, isNews }: Ladder): boolean => !isTaken || !isRead || isNews

const isImmediateAt = ({ grade, wasImmediate }: Ladder): boolean => wasImmediate || grade === 'immediate'

const idsOf = (fact: LogFact | undefined): readonly string[] => (Array.isArray(fact) ? fact : [])

const fromTheStart = (ladder: Ladder): Ladder => ({
  ...ladder,
  rung: 1,
  sentRung: 0,
  failedRung: 0,
  isStuck: false,
  phase: ladder.phase + 1,
})

const oneUp = (ladder: Ladder, rung: LogFact | undefined): Ladder => {
  must(rung === ladder.rung + 1, 'no rung of the ladder is passed over')
  return { ...ladder, rung: ladder.rung + 1, isStuck: false, phase: ladder.phase + 1 }
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
  return { ...ladder, rung: 1, sentRung: 1, handovers: 1 }
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
  const ladder = { ...before, isStuck, wish: wishAfter(before, entry) }
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
      return ladder
    case 'alert.queued':
      must(facts['rung'] === ladder.rung, 'a digest is of the rung that the ladder stands at')
      return ladder
    case 'alert.failed':
      must(facts['rung'] === ladder.rung, 'what failed is of the rung that the ladder stands at')
      return { ...ladder, failedRung: ladder.rung, isStuck: true }
    case 'report.escalated':
      must(!ladder.isTaken || !ladder.isRead, 'nothing escalates after an officer took and read it')
      must(Math.max(ladder.sentRung, ladder.failedRung) === ladder.rung, 'no rung of the ladder is passed over')
      return oneUp(ladder, facts['rung'])
    case 'addition.escalated':
      must(ladder.isTaken && ladder.isRead && ladder.isNews, 'an addition escalates only until somebody reads it')
      must(Math.max(ladder.sentRung, ladder.failedRung) === ladder.rung, 'no rung of the ladder is passed over')
      return oneUp(ladder, facts['rung'])
    case 'officer.reminded':
      must(!isUnansweredAt(ladder), 'what nobody read is not passed over for a reminder')
      return oneUp(ladder, facts['rung'])
    default:
      return ladder
  }
}

const nameOf = (desk: LogFact | undefined, recipients: string): string => `${desk} ${recipients}`

/**
 * Whom the alert that is decided here must reach: the desk, and one audience more with each rung for as long as nobody
 * has answered; news at a rung that everyone was notified of is for the desk.
 */
const audiencesAt = ({ kind, ...ladder }: Ladder & { readonly kind: LogFact | undefined }): ReadonlySet<string> => {
  const { desk, rung, sentRung, isWithdrawn, isClosed } = ladder
  if (desk === 'canary') return new Set([nameOf(desk, 'duty')])
  if (kind === 'closing') return new Set([nameOf(desk, 'supervisor')])
  const all = [
    nameOf(desk, 'duty'),
    nameOf('duty-control', 'duty'),
    nameOf(desk, 'supervisor'),
    nameOf('duty-control', 'supervisor'),
  ]
  const isWide = isUnansweredAt(ladder) && !isWithdrawn && !isClosed && sentRung < rung
  return new Set(all.slice(0, isWide ? rung : 1))
}

/**
 * Who may be notified beyond that: duty control of a report that is passed to and fro, and supervisors of a closing.
 */
const alsoAt = (ladder: Ladder): ReadonlySet<string> => {
  const { desk, handovers, isClosed } = ladder
  return new Set([
    ...(handovers > 1 ? [nameOf('duty-control', 'duty')] : []),
    ...(isClosed && isImmediateAt(ladder) ? [nameOf(desk, 'supervisor')] : []),
  ])
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
  for (const { desk, recipients, rung, seq, kind } of alerts) {
    const ladder = ladderOf(seq)
    must(rung === ladder.rung, 'an alert is of the rung that the ladder stands at')
    const name = nameOf(desk, recipients)
    const isMeant = audiencesAt({ ...ladder, kind }).has(name) || (kind !== 'closing' && alsoAt(ladder).has(name))
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
    const ladder = { ...(ladders[newest] ?? bottom), kind: facts['kind'] }
    const isComplete = [...audiencesAt(ladder)].every((each) => names.has(each))
    must(isComplete, 'an alert that is marked as queued is in a digest for everyone')
    const isToAndFro = facts['kind'] === 'reroute' && ladder.handovers > 1
    must(
      !isToAndFro || names.has('duty-control duty'),
      'duty control is notified of a report that is passed to and fro',
    )
  }
}

/** True when the supervisors were notified of every closing of an immediate report that stayed closed. */
export const areClosingsSeen = (
  alerts: readonly Published[],
  log: readonly LogEntry[],
  ladders: readonly Ladder[],
): boolean => {
  const newest = log.findLast(({ what }) => what === 'report.closed')
  const last = ladders.at(-1) ?? bottom
  if (newest === undefined || !last.isClosed || !isImmediateAt(last)) return true
  // A closed report is erased after 30 days: no queue keeps a message so long.
  if (log.some(({ what, seq }) => what === 'report.erased' && seq > newest.seq)) return true
  return alerts.some(
    ({ recipients, desk, seq }) => recipients === 'supervisor' && desk === last.desk && seq >= newest.seq,
  )
}
