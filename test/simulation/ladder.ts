import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import { must } from './promise.ts'
import type { Published } from './world.ts'

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
  readonly step: number
  readonly sentStep: number
  /** Changes with each answer and each step: only these may put a deadline off. */
  readonly rung: number
  /** When the grade was changed, ISO 8601 UTC. */
  readonly regradedAt: string
}

/** Before anything happened. */
export const bottom: Ladder = {
  ...{ desk: undefined, grade: undefined, regradedAt: '' },
  ...{ isTaken: false, isClosed: false, isWithdrawn: false, isNews: false },
  ...{ waiting: [], unread: [] },
  ...{ step: 1, sentStep: 0, rung: 0 },
}

const idsOf = (fact: LogFact | undefined): readonly string[] => (Array.isArray(fact) ? fact : [])

const fromTheStart = (ladder: Ladder): Ladder => ({ ...ladder, step: 1, sentStep: 0, rung: ladder.rung + 1 })

const oneUp = (ladder: Ladder, step: LogFact | undefined): Ladder => {
  must(step === ladder.step + 1, 'no step of the ladder is passed over')
  return { ...ladder, step: ladder.step + 1, rung: ladder.rung + 1 }
}

const afterAddition = (before: Ladder, parts: readonly string[]): Ladder => {
  const waiting = before.waiting.filter((id) => !parts.includes(id))
  const ladder = { ...before, waiting, unread: [...before.unread, ...parts] }
  if (ladder.isClosed) return { ...fromTheStart(ladder), isTaken: false, isClosed: false }
  return ladder.isTaken && !ladder.isNews ? { ...fromTheStart(ladder), isNews: true } : ladder
}

const afterReading = (ladder: Ladder, parts: readonly string[]): Ladder => {
  must(
    parts.every((id) => ladder.unread.includes(id)),
    'what is read had reached the desk',
  )
  const unread = ladder.unread.filter((id) => !parts.includes(id))
  return { ...ladder, unread, isNews: ladder.isNews && unread.length > 0, rung: ladder.rung + (ladder.isTaken ? 1 : 0) }
}

/** Follows the ladder through a log: whether it climbed when it must not, passed over a step, or forgot what nobody read. */
export const climb = (ladder: Ladder, { what, facts, who, at }: LogEntry): Ladder => {
  switch (what) {
    case 'addition.received':
      return { ...ladder, waiting: [...ladder.waiting, String(facts['partId'])] }
    case 'report.routed':
      return afterAddition({ ...ladder, desk: facts['desk'], grade: facts['grade'] }, ladder.waiting)
    case 'report.rerouted':
      return { ...fromTheStart(ladder), desk: facts['to'], isTaken: false, isNews: false }
    case 'addition.routed':
      return afterAddition(ladder, idsOf(facts['parts']))
    case 'report.acknowledged':
      return { ...ladder, isTaken: true, rung: ladder.rung + 1 }
    case 'report.read':
      return afterReading(ladder, idsOf(facts['parts']))
    case 'report.closed':
      must(ladder.unread.length === 0, 'a report with an addition that nobody read is not closed')
      return { ...ladder, isClosed: true }
    case 'report.withdrawn':
      return facts['textErased'] === true ? { ...fromTheStart(ladder), isWithdrawn: true } : ladder
    case 'report.regraded':
      must(who.startsWith('officer-'), 'only a person changes a grade')
      must(facts['from'] === ladder.grade, 'a grade changes from what it was')
      return { ...ladder, grade: facts['to'], regradedAt: at }
    case 'alert.sent':
      must(facts['step'] === ladder.step, 'an alert is of the step that the ladder stands at')
      return { ...ladder, sentStep: ladder.step }
    case 'report.escalated':
      must(!ladder.isTaken, 'nothing escalates after an acknowledgement')
      must(ladder.sentStep === ladder.step, 'no step of the ladder is passed over')
      return oneUp(ladder, facts['step'])
    case 'addition.escalated':
      must(ladder.isTaken && ladder.isNews, 'an addition escalates only until somebody reads it')
      must(ladder.sentStep === ladder.step, 'no step of the ladder is passed over')
      return oneUp(ladder, facts['step'])
    case 'officer.reminded':
      must(!ladder.isNews, 'an addition that nobody read is not passed over for a reminder')
      return oneUp(ladder, facts['step'])
    default:
      return ladder
  }
}

/** True while somebody must answer: take the report, or read what came after it was taken. */
export const isUnansweredAt = ({ isTaken, isNews }: Ladder): boolean => !isTaken || isNews

const nameOf = (desk: LogFact | undefined, recipients: string): string => `${desk} ${recipients}`

/**
 * Whom the alert that is decided here may and must reach: the desk, and one audience more with each step for as long as nobody has
 * answered; news at a step that everyone was told of is for the desk.
 */
const audiencesAt = (ladder: Ladder): ReadonlySet<string> => {
  const { desk, step, sentStep, isWithdrawn } = ladder
  const all = [
    nameOf(desk, 'duty'),
    nameOf('duty-control', 'duty'),
    nameOf(desk, 'supervisor'),
    nameOf('duty-control', 'supervisor'),
  ]
  const isWide = isUnansweredAt(ladder) && !isWithdrawn && sentStep < step
  return new Set(all.slice(0, isWide ? step : 1))
}

/** Checks each publication by the log as it was when it was decided, so that nothing which happened at the same time counts. */
export const checkAudiences = (
  alerts: readonly Published[],
  log: readonly LogEntry[],
  ladders: readonly Ladder[],
): void => {
  const ladderOf = (seq: number) => ladders[seq] ?? bottom
  for (const { desk, recipients, step, seq } of alerts) {
    must(step === ladderOf(seq).step, 'an alert is of the step that the ladder stands at')
    const isMeant = audiencesAt(ladderOf(seq)).has(nameOf(desk, recipients))
    must(isMeant, 'an alert goes no wider than its step, and after an answer to its desk alone')
  }
  for (const { seq, what, facts } of log) {
    if (what !== 'alert.sent') continue
    const told = alerts.filter((each) => each.seq === seq - 1 && each.kind === facts['kind'])
    const names = new Set(told.map(({ desk, recipients }) => nameOf(desk, recipients)))
    const isComplete = [...audiencesAt(ladderOf(seq - 1))].every((each) => names.has(each))
    must(isComplete, 'an alert that is marked as sent was taken by SNS for everyone')
  }
}
