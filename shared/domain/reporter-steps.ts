import type { LogFact, NewLogEntry } from './log.ts'
import { largestPartCounts, type Part, type Report, type ReportIn } from './report.ts'
import { decideRoute } from './route.ts'
import { dueSoon, redriveAt, type Step } from './steps.ts'

/** A report that its reporter may still add to. */
export type AddableReport = ReportIn<'received' | 'routed' | 'alerted' | 'acknowledged' | 'closed'>

const entryOf = (now: Date, what: string, facts: Readonly<Record<string, LogFact>>): NewLogEntry => ({
  at: now.toISOString(),
  who: 'reporter',
  what,
  facts,
})

/** True until a report is erased or withdrawn. */
export const isAddable = (report: Report): report is AddableReport =>
  report.state !== 'erased' && report.state !== 'withdrawn'

/** True when a report takes no more parts of a use. @see largestPartCounts */
export const isFullOf = (use: keyof typeof largestPartCounts, { parts }: AddableReport): boolean => {
  const kind = use === 'addition' ? 'addition' : 'note'
  return Object.values(parts ?? {}).filter((part) => part.kind === kind).length >= largestPartCounts[use]
}

/** Gives the part that an earlier try of the same request added, if any. */
export const findAddedBefore = ({ parts }: AddableReport, requestHash: string | undefined): Part | undefined =>
  requestHash === undefined ? undefined : Object.values(parts ?? {}).find((part) => part.requestHash === requestHash)

/**
 * The reporter adds a sealed part; it is due for routing within a minute, and its desk is then told. What was due sooner stays so: adding
 * can never put a deadline off.
 */
export const addAddition = <Kind extends AddableReport>(
  report: Kind,
  partId: string,
  part: Part,
  now: Date,
): Step<Kind> => ({
  next: { ...report, parts: { ...report.parts, [partId]: part }, dueAt: dueSoon(report, now) },
  entry: entryOf(now, 'addition.received', { partId }),
})

/**
 * Says whether a withdrawal erases the text at once: not once an officer has taken it, not under a legal hold, and not where a life
 * may be in danger, for then whoever withdrew it may not be who wrote it.
 */
export const isErasedByWithdrawal = (report: AddableReport): boolean => {
  if (report.state === 'acknowledged' || report.heldBy !== undefined) return false
  if (report.state === 'closed') return true
  const grade = report.state === 'received' ? decideRoute(report.facts).grade : report.grade
  return grade !== 'immediate'
}

/** The reporter withdraws, and the text may go at once: what stays says that there was a report, and its desk is told. */
export const withdraw = (report: AddableReport, now: Date): Step<ReportIn<'withdrawn'>> => {
  const { reportId, receivedAt, facts, seq, hash } = report
  const decision = report.state === 'received' ? decideRoute(report.facts) : report.decision
  const owner = report.state === 'received' ? decision : report
  return {
    next: {
      ...{ reportId, receivedAt, facts, seq, hash, decision, desk: owner.desk, grade: owner.grade },
      state: 'withdrawn',
      withdrawnAt: now.toISOString(),
      alerting: { kind: 'withdrawal', step: 1 },
      dueAt: redriveAt(now),
    },
    entry: entryOf(now, 'report.withdrawn', { textErased: true }),
  }
}

const toldOfWithdrawal = ({ alerting }: ReportIn<'alerted' | 'acknowledged'>): ReportIn<'alerted'>['alerting'] => {
  const { step, actBy } = alerting
  return { kind: 'withdrawal', step, ...(actBy === undefined ? {} : { actBy }) }
}

/**
 * The reporter withdraws, but the text stays for now: its desk is told and decides, and the report goes on as it was. Before somebody
 * acknowledges it an alert that was not sent yet keeps its words, for the desk may not know of the report, and whoever acknowledges it is
 * answered that it was withdrawn; afterwards the withdrawal is told in its place. A closed report has nobody to tell.
 */
export const requestWithdrawal = (report: AddableReport, now: Date): Step<AddableReport> => {
  const next = { ...report, withdrawalRequestedAt: now.toISOString() }
  const entry = entryOf(now, 'report.withdrawn', { textErased: false })
  const isTold = report.state === 'alerted' || report.state === 'acknowledged'
  if (!isTold || (report.state === 'alerted' && report.alerting.sentAt === undefined)) return { next, entry }
  return { next: { ...next, alerting: toldOfWithdrawal(report), dueAt: dueSoon(report, now) } as AddableReport, entry }
}
