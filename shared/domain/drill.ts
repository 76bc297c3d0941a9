import { type Change, change, logged, type Maker } from './change.ts'
import { canaryDesk, type Desk, type ServedDesk } from './desk.ts'
import { redriveAt } from './due-times.ts'
import type { Grade } from './grade.ts'
import type { LogEntry, NewLogEntry } from './log.ts'
import { newAlert } from './next-alert.ts'
import { defined, without } from './record.ts'
import { inFours } from './reference.ts'
import type { Report, ReportIn } from './report.ts'
import type { DeskReport } from './report-states.ts'
import { type RoutingFacts, routingVersion } from './route.ts'

/** A drill as it is first stored: a report without text or reporter, already at its desk. */
export interface NewDrill {
  readonly report: Omit<ReportIn<'routed'>, 'seq' | 'hash'>
  readonly entry: NewLogEntry
}

/** In the place of a key and of a text's id: a drill has no text, and nothing is sealed under these. */
const noText = { wrappedKey: Uint8Array.of(0), textId: 'none' }

/** Nothing is known, since nobody reported. */
const noFacts: RoutingFacts = {
  ages: { now: 'unknown', inImages: 'unknown' },
  place: { kind: 'unknown' },
  urgency: {
    inDangerNow: 'unknown',
    selfHarm: 'unknown',
    ageNow: 'unknown',
    ageInImages: 'unknown',
    demandDeadlineWithin24Hours: false,
    contactOngoing: false,
    imagesShared: false,
  },
}

/** True for a drill, whose alerts go the way of a report's and which nobody reported. */
export const isDrill = (report: Report): boolean => 'isDrill' in report && report.isDrill === true

/** Begins a drill. It is due in a minute, like a report whose alert may not have been sent. */
export const startDrill = (
  { reportId, desk, grade }: { readonly reportId: string; readonly desk: Desk; readonly grade: Grade },
  now: Date,
): NewDrill => ({
  report: {
    reportId,
    receivedAt: now.toISOString(),
    facts: noFacts,
    ...noText,
    state: 'routed',
    isDrill: true,
    desk,
    grade,
    alerting: newAlert({ seq: 0 }, { kind: 'new', rung: 1 }),
    dueAt: redriveAt(now),
    decision: { desk, grade, reasons: [], ageGroup: 'adult', ruleId: 'drill', routingVersion },
  },
  entry: logged('drill.started', { now }, { desk, grade }),
})

/** An officer acknowledges a drill, which ends it: its ladder stops, and there is nothing to read. */
export const acknowledgeDrill = (report: ReportIn<'routed' | 'alerted'>, maker: Maker): Change<ReportIn<'erased'>> => {
  const at = maker.now.toISOString()
  const record = without(report, 'wrappedKey', 'textId', 'dueAt')
  return change(
    { ...record, state: 'erased', outcome: 'not-a-report', closedAt: at, eraseAt: at, handledAt: at },
    logged('drill.acknowledged', maker, { desk: report.desk, rung: report.alerting.rung }),
  )
}

/** What came of a drill. Times are ISO 8601 UTC. */
export interface DrillView {
  readonly reportId: string
  readonly reference: string
  readonly desk: ServedDesk
  readonly grade: Grade
  readonly startedAt: string
  /** When a channel first accepted an alert of it for somebody; absent until then. */
  readonly acceptedAt?: string
  /** The highest rung of the ladder that it reached. */
  readonly rung: number
  readonly acknowledgedAt?: string
  /** Subject id. */
  readonly acknowledgedBy?: string
  /** From its start to its acknowledgement. */
  readonly secondsToAcknowledge?: number
}

const secondsBetween = (start: string, end: string): number => Math.round((Date.parse(end) - Date.parse(start)) / 1000)

/** Returns what came of a drill: its log says it; undefined for a canary, which is none. */
export const toDrillView = (drill: DeskReport, log: readonly LogEntry[]): DrillView | undefined => {
  const { reportId, desk, grade, receivedAt, alerting } = drill
  if (desk === canaryDesk) return undefined
  const accepted = log.find(({ what }) => what === 'alert.sent')
  const acknowledged = log.find(({ what }) => what === 'drill.acknowledged')
  return {
    reportId,
    reference: inFours(reportId),
    desk,
    grade,
    startedAt: receivedAt,
    rung: alerting.rung,
    ...defined({
      acceptedAt: accepted?.at,
      acknowledgedAt: acknowledged?.at,
      acknowledgedBy: acknowledged?.who,
      secondsToAcknowledge: acknowledged && secondsBetween(receivedAt, acknowledged.at),
    }),
  }
}
