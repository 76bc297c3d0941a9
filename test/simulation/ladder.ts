import type { LogEntry } from '../../shared/domain/log.ts'
import { must } from './promise.ts'
import type { Published } from './world.ts'

/** What a log says of the ladder at one moment. */
export interface Ladder {
  readonly desk: unknown
  readonly grade: unknown
  readonly isTaken: boolean
  readonly isClosed: boolean
  /** Something that was added after the report was taken waits to be read. */
  readonly isUnread: boolean
  readonly sentStep: number
}

/** Before anything happened. */
export const bottom: Ladder = {
  ...{ desk: undefined, grade: undefined, sentStep: 0 },
  ...{ isTaken: false, isClosed: false, isUnread: false },
}

const afterAddition = (ladder: Ladder): Ladder => {
  if (ladder.isClosed) return { ...ladder, isTaken: false, isClosed: false, sentStep: 0 }
  if (ladder.isTaken && !ladder.isUnread) return { ...ladder, isUnread: true, sentStep: 0 }
  return ladder
}

/** Follows the ladder through a log: whether it climbed when it must not, passed over a step, or forgot what nobody read. */
export const climb = (ladder: Ladder, { what, facts, who }: LogEntry): Ladder => {
  switch (what) {
    case 'report.routed':
      return { ...bottom, desk: facts['desk'], grade: facts['grade'] }
    case 'report.rerouted':
      return { ...bottom, desk: facts['to'], grade: ladder.grade }
    case 'addition.routed':
      return afterAddition(ladder)
    case 'report.acknowledged':
      return { ...ladder, isTaken: true }
    case 'report.opened':
      return { ...ladder, isUnread: false }
    case 'report.closed':
      must(!ladder.isUnread, 'a report with an addition that nobody read is not closed')
      return { ...ladder, isClosed: true }
    case 'report.regraded':
      must(who.startsWith('officer-'), 'only a person changes a grade')
      must(facts['from'] === ladder.grade, 'a grade changes from what it was')
      return { ...ladder, grade: facts['to'] }
    case 'alert.sent':
      return { ...ladder, sentStep: Number(facts['step']) }
    case 'report.escalated':
      must(!ladder.isTaken, 'nothing escalates after an acknowledgement')
      must(Number(facts['step']) === ladder.sentStep + 1, 'no step of the ladder is passed over')
      return ladder
    case 'addition.escalated':
      must(ladder.isTaken && ladder.isUnread, 'an addition escalates only until somebody reads it')
      must(Number(facts['step']) === ladder.sentStep + 1, 'no step of the ladder is passed over')
      return ladder
    case 'officer.reminded':
      must(!ladder.isUnread, 'an addition that nobody read is not passed over for a reminder')
      return ladder
    default:
      return ladder
  }
}

const nameOf = (desk: unknown, recipients: string): string => `${desk} ${recipients}`

/** Whom an alert may and must reach: the desk, and one audience more with each step for as long as nobody has answered. */
const audiencesAt = ({ desk, isTaken, isUnread }: Ladder, step: number): ReadonlySet<string> => {
  const all = [
    nameOf(desk, 'duty'),
    nameOf('duty-control', 'duty'),
    nameOf(desk, 'supervisor'),
    nameOf('duty-control', 'supervisor'),
  ]
  return new Set(all.slice(0, isTaken && !isUnread ? 1 : step))
}

/** Checks each publication by the log as it was when it was decided, so that nothing which happened at the same time counts. */
export const checkAudiences = (
  alerts: readonly Published[],
  log: readonly LogEntry[],
  ladders: readonly Ladder[],
): void => {
  const ladderOf = (seq: number) => ladders[seq] ?? bottom
  for (const { desk, recipients, step, seq } of alerts) {
    const audiences = audiencesAt(ladderOf(seq), step)
    must(
      audiences.has(nameOf(desk, recipients)),
      'an alert goes no wider than its step, and after an answer to its desk alone',
    )
  }
  for (const { seq, what, facts } of log) {
    if (what !== 'alert.sent') continue
    const told = alerts.filter(
      (each) => each.seq === seq - 1 && each.step === facts['step'] && each.kind === facts['kind'],
    )
    const names = new Set(told.map(({ desk, recipients }) => nameOf(desk, recipients)))
    const audiences = audiencesAt(ladderOf(seq - 1), Number(facts['step']))
    must(
      [...audiences].every((each) => names.has(each)),
      'an alert that is marked as sent was taken by SNS for everyone',
    )
  }
}
