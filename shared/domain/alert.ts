import { type Desk, deskName } from './desk.ts'
import type { Grade } from './grade.ts'
import { policy } from './policy.ts'

/** Why a desk is told: a new report, nobody acknowledged it, an acknowledged one is not closed, or its reporter did something. */
export type AlertKind = 'new' | 'escalation' | 'reminder' | 'addition' | 'withdrawal' | 'reroute'

/** Whom one publication of an alert reaches: the officers of a desk, or its supervisors. */
export interface Audience {
  readonly desk: Desk
  readonly recipients: 'duty' | 'supervisor'
}

/** What goes out: identifiers and times only. `text` has a constant shape and nothing of the report. */
export interface Alert {
  readonly reportId: string
  readonly desk: Desk
  readonly kind: AlertKind
  readonly step: number
  readonly text: string
}

/** What an alert is worded from. `actBy` is ISO 8601 UTC. */
export interface AlertFacts {
  readonly reportId: string
  readonly desk: Desk
  readonly kind: AlertKind
  readonly step: number
  readonly grade: Grade
  readonly actBy: string
  /** What the report is: until somebody acknowledges it, that is what its desk is asked for. */
  readonly state: 'routed' | 'alerted' | 'acknowledged' | 'withdrawn'
}

const londonTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' })
const londonDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'short' })

const happenings = {
  new: '',
  escalation: 'not acknowledged, ',
  reminder: 'acknowledged but not closed, ',
  addition: 'the reporter added to it, ',
  withdrawal: 'the reporter withdrew it, ',
  reroute: 'handed to you, ',
} as const satisfies Record<AlertKind, string>

const actionOf = ({ state, kind }: AlertFacts): string => {
  if (state === 'withdrawn') return 'see it by'
  if (state !== 'acknowledged') return 'acknowledge by'
  return kind === 'reminder' ? 'close by' : 'read by'
}

/**
 * Words an alert: `Harbour: 1 prompt report, desk P, acknowledge by 14:35 24 Nov, ref 7F3K, step 1`, and the console's link.
 * Times are London's. It never says "Alert" as a sender name: UK networks block that.
 */
export const toAlert = (facts: AlertFacts, consoleUrl: string): Alert => {
  const actBy = new Date(facts.actBy)
  const by = `${londonTime.format(actBy)} ${londonDay.format(actBy)}`
  const ref = facts.reportId.slice(0, 4)
  const text =
    `Harbour: 1 ${facts.grade} report, desk ${deskName(facts.desk)}, ${happenings[facts.kind]}${actionOf(facts)} ${by}, ` +
    `ref ${ref}, step ${facts.step} ${consoleUrl}`
  return { reportId: facts.reportId, desk: facts.desk, kind: facts.kind, step: facts.step, text }
}

/** Gives whom an alert of a step reaches: the desk first, and one more audience with each step. Nobody is told twice. */
export const audiencesOf = (desk: Desk, step: number): readonly Audience[] => {
  const from = policy.audienceFromStep
  const wider: ReadonlyArray<readonly [number, Audience]> = [
    [from['duty-control'], { desk: 'duty-control', recipients: 'duty' }],
    [from['desk-supervisor'], { desk, recipients: 'supervisor' }],
    [from['duty-control-supervisor'], { desk: 'duty-control', recipients: 'supervisor' }],
  ]
  const told: Audience[] = [{ desk, recipients: 'duty' }]
  for (const [fromStep, audience] of wider) {
    const known = told.some((each) => each.desk === audience.desk && each.recipients === audience.recipients)
    if (step >= fromStep && !known) told.push(audience)
  }
  return told
}
