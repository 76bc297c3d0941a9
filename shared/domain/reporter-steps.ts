import type { LogFact, NewLogEntry } from './log.ts'
import type { Part, Report, ReportIn } from './report.ts'
import { decideRoute } from './route.ts'
import { type OwnedReport, redriveAt, type Step } from './steps.ts'

/** A report that its reporter may still add to. */
export type AddableReport = OwnedReport | ReportIn<'received' | 'closed'>

const entryOf = (now: Date, what: string, facts: Readonly<Record<string, LogFact>>): NewLogEntry => ({
  at: now.toISOString(),
  who: 'reporter',
  what,
  facts,
})

/** True until a report is erased or withdrawn. */
export const isAddable = (report: Report): report is AddableReport =>
  report.state !== 'erased' && report.state !== 'withdrawn'

/** The reporter adds a sealed part; it is due for routing at once, and its desk is then told. */
export const addAddition = <Kind extends AddableReport>(
  report: Kind,
  partId: string,
  part: Part,
  now: Date,
): Step<Kind> => ({
  next: { ...report, parts: { ...report.parts, [partId]: part }, dueAt: redriveAt(now) },
  entry: entryOf(now, 'addition.received', { partId }),
})

/**
 * Says whether a withdrawal erases the text at once: not once an officer has taken it, not under a legal hold, and not where a life
 * may be in danger, for then whoever withdrew it may not be who wrote it.
 */
export const isErasedByWithdrawal = (report: AddableReport): boolean => {
  if (report.state === 'acknowledged') return false
  if (report.state === 'closed') return report.heldBy === undefined
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

/** The reporter withdraws, but the text stays for now: its desk is told and decides. The report goes on as it was. */
export const requestWithdrawal = (report: OwnedReport, now: Date): Step<OwnedReport> => {
  const { step, actBy } = report.alerting
  const deadline = report.state === 'acknowledged' || actBy === undefined ? {} : { actBy }
  return {
    next: { ...report, alerting: { kind: 'withdrawal', step, ...deadline }, dueAt: redriveAt(now) },
    entry: entryOf(now, 'report.withdrawn', { textErased: false }),
  }
}
