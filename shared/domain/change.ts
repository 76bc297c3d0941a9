import { canaryDesk } from './desk.ts'
import { earliest } from './due-times.ts'
import { type ChangeName, lifecycle } from './lifecycle.ts'
import type { LogFact, NewLogEntry } from './log.ts'
import { minutesAfter, policy } from './policy.ts'
import type { Report, ShelfCopy } from './report.ts'
import { isOpenable, isWithdrawn } from './report-states.ts'

/** One change of a report: what it becomes, and the log entry that is written in the same conditional update. */
export interface Change<Next extends Report = Report> {
  readonly next: Next
  readonly entry: NewLogEntry
  /**
   * The ids of the sealed texts that this change erases; absent for a change that erases none. `next` holds no key of
   * theirs, so nobody can open them from the update on. The store deletes them afterwards.
   */
  readonly erases?: readonly string[]
  /** Copies of shelves that `next` holds and the report before it did not: they are stored before the update. */
  readonly shelves?: readonly ShelfCopy[]
}

/** What a change does beside the report's item. */
type Beside = Pick<Change, 'erases' | 'shelves'>

/**
 * A withdrawal that nobody has decided makes its report due when its time comes, whatever else the report is due for.
 */
const dueForWithdrawal = <Next extends Report>(next: Next): Next => {
  if (!isWithdrawn(next)) return next
  const { dueAt } = next as { readonly dueAt?: string }
  return { ...next, dueAt: earliest(next.withdrawal.dueAt, dueAt) }
}

/** A canary is due for its erasure soon after it was sent, whatever else it is due for. */
const dueForCanary = <Next extends Report>(next: Next): Next => {
  if (next.state !== 'routed' && next.state !== 'alerted') return next
  if (next.desk !== canaryDesk) return next
  const eraseAt = minutesAfter(new Date(next.receivedAt), policy.canaryErasedMinutes)
  return { ...next, dueAt: earliest(eraseAt, next.dueAt) }
}

/** Copies of shelves that are to be swept away make their report due when it is time, whatever its state. */
const dueForSweep = <Next extends Report>(next: Next): Next => {
  if (!('sweepAt' in next) || next.sweepAt === undefined) return next
  const { dueAt } = next as { readonly dueAt?: string }
  return { ...next, dueAt: earliest(next.sweepAt, dueAt) }
}

/** Whatever an officer does with a report is handling it: from then on an officer alone erases its text. */
const handledBy = <Next extends Report>(next: Next, { what, at }: NewLogEntry): Next => {
  if (lifecycle[what].by !== 'officer' || !isOpenable(next) || next.handledAt !== undefined) return next
  return { ...next, handledAt: at }
}

/** Returns a change of a report. */
export const change = <Next extends Report>(next: Next, entry: NewLogEntry, beside: Beside = {}): Change<Next> => ({
  next: dueForSweep(dueForCanary(dueForWithdrawal(handledBy(next, entry)))),
  entry,
  ...beside,
})

/** The officer who makes a change, and when. */
export interface Maker {
  /** Subject id. */
  readonly who: string
  readonly now: Date
}

/** Who makes a change, and when. Only an officer is named: the table of changes says who makes every other change. */
type MakerOf<Name extends ChangeName> = (typeof lifecycle)[Name]['by'] extends 'officer'
  ? Maker
  : { readonly now: Date }

/** Returns the log entry of a change. @param facts - identifiers, closed answers and times only; never report text */
export const logged = <Name extends ChangeName>(
  what: Name,
  maker: MakerOf<Name>,
  facts: Readonly<Record<string, LogFact>> = {},
): NewLogEntry => ({
  at: maker.now.toISOString(),
  who: 'who' in maker ? maker.who : lifecycle[what].by,
  what,
  facts,
})
