import { canaryDesk, type ReportDesk, type ServedDesk } from './desk.ts'
import { type Grade, type GradeReason, toGrade } from './grade.ts'
import type { AlertKind } from './ladder.ts'
import { defined } from './record.ts'
import { inFours } from './reference.ts'
import type { KeepReason, Outcome } from './report.ts'
import { countSupplements, type DeskReport, isOwned } from './report-states.ts'
import type { RoutingFacts } from './route.ts'

/** What an officer sees of where the person is, and of how sure the desk is. */
export interface FactsView {
  /** Letter of the division where the person is, if it is known. */
  readonly division?: string
  /** The letters of other divisions and names of forces that it may be, likeliest first. */
  readonly alsoPossible?: readonly string[]
  /** The police forces outside Scotland where the person may be, likeliest first. */
  readonly forces?: readonly string[]
  /** Set when nobody answered how old the person is in the images: the age now alone decided. */
  readonly imagesAge?: 'not-asked'
}

/** What an officer sees of a report before opening it: facts and times, no word that was typed. */
export interface ReportView extends FactsView {
  readonly reportId: string
  readonly reference: string
  /** Set for a drill: nobody reported it, and acknowledging it ends it. */
  readonly isDrill?: boolean
  readonly state: DeskReport['state']
  readonly desk: ServedDesk
  readonly grade: Grade
  readonly gradeReasons: readonly GradeReason[]
  readonly ageGroup: 'child' | 'adult'
  /** Times are ISO 8601 UTC. */
  readonly receivedAt: string
  readonly dueAt?: string
  /** By when the desk must act on the newest alert. */
  readonly actBy?: string
  readonly alertKind: AlertKind
  readonly alertRung: number
  /** Subject id. */
  readonly acknowledgedBy?: string
  readonly acknowledgedAt?: string
  /** Since when an officer has the report with an addition that nobody has read. */
  readonly unreadSince?: string
  readonly additions: number
  readonly notes: number
  /** When an officer of any desk first did anything with the report. */
  readonly handledAt?: string
  /** When an opening first showed the report to the desk that has it now; absent while it is unread. */
  readonly readAt?: string
  /** When the reporter withdrew the report. */
  readonly withdrawalRequestedAt?: string
  /** By when an officer must decide about the withdrawal; absent when one has decided. */
  readonly withdrawalDueAt?: string
  /** When an officer decided to keep the text, and why. */
  readonly withdrawalKeptAt?: string
  readonly withdrawalKeptFor?: KeepReason
  readonly withdrawnAt?: string
  readonly outcome?: Outcome
  readonly closedAt?: string
  readonly heldBy?: string
}

const shown = [
  'isDrill',
  'dueAt',
  'acknowledgedAt',
  'unreadSince',
  'handledAt',
  'readAt',
  'withdrawnAt',
  'outcome',
  'closedAt',
  'heldBy',
] as const satisfies ReadonlyArray<keyof ReportView>

const withdrawalOf = (report: DeskReport) => {
  const withdrawal = 'withdrawal' in report ? report.withdrawal : undefined
  return defined({
    withdrawalRequestedAt: withdrawal?.requestedAt,
    withdrawalDueAt: withdrawal?.kept === undefined ? withdrawal?.dueAt : undefined,
    withdrawalKeptAt: withdrawal?.kept?.at,
    withdrawalKeptFor: withdrawal?.kept?.reason,
  })
}

/** Returns what an officer sees of a report's routing facts. */
export const toFactsView = ({ place, ages }: Pick<RoutingFacts, 'place' | 'ages'>): FactsView => {
  const imagesAge = ages.inImages === 'not-asked' ? ages.inImages : undefined
  if (place.kind === 'unknown') return defined({ imagesAge })
  if (place.kind === 'outside-scotland') return defined({ forces: place.forces, imagesAge })
  return defined({ division: place.division, alsoPossible: place.alsoPossible, imagesAge })
}

/** Returns what an officer sees of a report before opening it. */
export const toReportView = (report: DeskReport): ReportView => {
  const { reportId, state, desk, grade, decision, alerting, facts, receivedAt } = report
  const fields: Readonly<Record<string, unknown>> = { ...report }
  const present = shown.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]] as const)
  return {
    reportId,
    reference: inFours(reportId),
    state,
    desk: shownDesk(desk),
    grade: toGrade(grade),
    receivedAt,
    gradeReasons: decision.reasons,
    ageGroup: decision.ageGroup,
    ...toFactsView(facts),
    ...defined({
      actBy: isOwned(report) ? alerting.actBy : undefined,
      acknowledgedBy: report.state === 'acknowledged' ? report.officer : undefined,
    }),
    ...Object.fromEntries(present),
    ...withdrawalOf(report),
    alertKind: alerting.kind,
    alertRung: alerting.rung,
    additions: countSupplements(report, 'addition'),
    notes: countSupplements(report, 'note'),
  }
}

/** Returns the desk of a report that an officer is shown. @throws Error for a canary, which nobody may see */
export const shownDesk = (desk: ReportDesk): ServedDesk => {
  if (desk === canaryDesk) throw new Error('a canary was to be shown to an officer; nobody may see one')
  return desk
}

/**
 * True when an officer of these desks may see the facts of a report: those of its desk, and duty control. A canary is
 * seen by nobody.
 */
export const maySee = (officerDesks: readonly ReportDesk[], desk: ReportDesk): boolean =>
  desk !== canaryDesk && (officerDesks.includes(desk) || officerDesks.includes('duty-control'))
