import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import { bottom, isImmediateAt, isUnansweredAt, type Ladder } from './ladder.ts'
import type { MadeDigest, Published } from './outside.ts'
import { must } from './promise.ts'

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
