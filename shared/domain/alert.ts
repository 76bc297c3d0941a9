import { deskName, type ReportDesk } from './desk.ts'
import { type Grade, toGrade } from './grade.ts'
import type { AlertKind } from './ladder.ts'

/**
 * One alert as it is sent: identifiers and times only. `text` has a constant shape and holds nothing that was typed.
 */
export interface Alert {
  readonly reportId: string
  readonly desk: ReportDesk
  readonly kind: AlertKind
  readonly rung: number
  readonly text: string
}

/** What an alert is worded from. `actBy` is ISO 8601 UTC. */
export interface AlertFacts {
  readonly reportId: string
  readonly desk: ReportDesk
  readonly kind: AlertKind
  readonly rung: number
  readonly grade: Grade
  readonly actBy: string
  /**
   * The state of the report decides what its desk is asked to do: until somebody acknowledges it, to acknowledge it.
   */
  readonly state: 'routed' | 'alerted' | 'acknowledged' | 'closed' | 'withdrawn'
}

const londonTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
const londonDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'short' })

const happenings = {
  new: '',
  escalation: 'not acknowledged, ',
  reminder: 'acknowledged but not closed, ',
  addition: 'the reporter added to it, ',
  withdrawal: 'the reporter withdrew it, ',
  'withdrawal-undone': 'the reporter undid the withdrawal, ',
  reroute: 'handed to you, ',
  closing: 'an officer closed it, ',
} as const satisfies Record<AlertKind, string>

const happeningOf = ({ state, kind }: AlertFacts): string =>
  kind === 'escalation' && state === 'acknowledged' ? 'acknowledged but not read, ' : happenings[kind]

/**
 * What the desk is asked to do. The alert of a withdrawal says what is to be decided, or that nothing is to be done.
 */
const actionOf = ({ state, kind }: AlertFacts): string => {
  if (state === 'withdrawn') return 'its text is erased, nothing to do,'
  if (state === 'routed' || state === 'alerted') return 'acknowledge by'
  if (kind === 'withdrawal') return 'hold, keep or erase it by'
  if (kind === 'closing') return 'review by'
  return kind === 'reminder' ? 'close by' : 'read by'
}

/**
 * Words an alert: `Harbour: 1 prompt report, desk P, acknowledge by 14:35 24 Nov, ref 7F3K, step 1`, and the console's
 * link. Times are London's. It never says "Alert" as a sender name: UK networks block that.
 */
export const toAlert = (facts: AlertFacts, consoleUrl: string): Alert => {
  const actBy = new Date(facts.actBy)
  const by = `${londonTime.format(actBy)} ${londonDay.format(actBy)}`
  const ref = facts.reportId.slice(0, 4)
  const text =
    `Harbour: 1 ${toGrade(facts.grade)} report, desk ${deskName(facts.desk)}, ${happeningOf(facts)}${actionOf(facts)} ${by}, ` +
    `ref ${ref}, step ${facts.rung} ${consoleUrl}`
  return { reportId: facts.reportId, desk: facts.desk, kind: facts.kind, rung: facts.rung, text }
}
