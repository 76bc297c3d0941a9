import type { AlertKind } from './alert.ts'
import type { Desk } from './desk.ts'
import type { Grade, GradeReason } from './grade.ts'
import { inFours } from './reference.ts'
import type { Outcome, Part, Report } from './report.ts'

/** What an officer sees of a report before opening it: facts and times, never a word that was typed. */
export interface ReportView {
  readonly reportId: string
  readonly reference: string
  readonly state: DeskReport['state']
  readonly desk: Desk
  readonly grade: Grade
  readonly gradeReasons: readonly GradeReason[]
  readonly ageGroup: 'child' | 'adult'
  /** Letter of the division where the person is, if it is known. */
  readonly division?: string
  /** Times are ISO 8601 UTC. */
  readonly receivedAt: string
  readonly dueAt?: string
  /** By when the desk must act on the newest alert. */
  readonly actBy?: string
  readonly alertKind: AlertKind
  readonly alertStep: number
  /** Subject id. */
  readonly acknowledgedBy?: string
  readonly acknowledgedAt?: string
  /** Since when something that the reporter added waits to be read. */
  readonly unreadSince?: string
  readonly additions: number
  readonly notes: number
  readonly withdrawalRequestedAt?: string
  readonly withdrawnAt?: string
  readonly outcome?: Outcome
  readonly closedAt?: string
  readonly heldBy?: string
}

/** A report that a desk owns, or owned. */
export type DeskReport = Exclude<Report, { readonly state: 'received' }>

const shown = [
  'dueAt',
  'acknowledgedAt',
  'unreadSince',
  'withdrawalRequestedAt',
  'withdrawnAt',
  'outcome',
  'closedAt',
  'heldBy',
] as const satisfies ReadonlyArray<keyof ReportView>

const countOf = (parts: Readonly<Record<string, Part>> | undefined, kind: Part['kind']): number =>
  Object.values(parts ?? {}).filter((part) => part.kind === kind).length

/** Gives what an officer sees of a report before opening it. */
export const toReportView = (report: DeskReport): ReportView => {
  const { reportId, state, desk, grade, decision, alerting, facts, receivedAt } = report
  const parts = 'parts' in report ? report.parts : undefined
  const fields: Readonly<Record<string, unknown>> = { ...report }
  const present = shown.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]] as const)
  return {
    ...{ reportId, reference: inFours(reportId), state, desk, grade, receivedAt },
    gradeReasons: decision.reasons,
    ageGroup: decision.ageGroup,
    ...(facts.place.kind === 'division' ? { division: facts.place.division } : {}),
    ...(alerting.actBy === undefined ? {} : { actBy: alerting.actBy }),
    ...(report.state === 'acknowledged' ? { acknowledgedBy: report.officer } : {}),
    ...Object.fromEntries(present),
    alertKind: alerting.kind,
    alertStep: alerting.step,
    additions: countOf(parts, 'addition'),
    notes: countOf(parts, 'note'),
  }
}

/** True when an officer of these desks may see the facts of a report: those of its desk, and duty control. */
export const maySee = (officerDesks: readonly Desk[], desk: Desk): boolean =>
  officerDesks.includes(desk) || officerDesks.includes('duty-control')
