import { type Change, change, logged } from './change.ts'
import type { ReportDesk } from './desk.ts'
import { dueSoon, redriveAt } from './due-times.ts'
import { alertingAfterAddition, newAlert } from './next-alert.ts'
import type { Place } from './place.ts'
import { without } from './record.ts'
import type { ReportIn, Shelf, Supplement } from './report.ts'
import { type AddableReport, type OwnedReport, supplementsOf } from './report-states.ts'
import type { RouteDecision } from './route.ts'
import { shelvesIn, withCopies } from './shelves.ts'

/** The keys of additions and notes, re-addressed to a desk. */
export interface ReaddressedSupplements {
  /** Keys that the report's item holds, by the supplement's id. */
  readonly supplements: Readonly<Record<string, Uint8Array>>
  /** The copies of shelves that hold the other ones. */
  readonly shelves: readonly Shelf[]
}

/** The keys of a report, and of its supplements that are to be re-addressed with it. */
export interface ReaddressedKeys extends ReaddressedSupplements {
  readonly wrappedKey: Uint8Array
}

const withReaddressed = (
  report: AddableReport,
  { keys, desk }: { readonly keys: ReaddressedSupplements; readonly desk: ReportDesk },
  now: Date,
) => {
  const readdressed = supplementsOf(report).map(([id, supplement]): [string, Supplement] => {
    const wrappedKey = keys.supplements[id]
    return [id, wrappedKey === undefined ? supplement : { ...supplement, wrappedKey, desk, isUnread: true }]
  })
  const unread = keys.shelves.map((shelf) => ({ ...shelf, isUnread: true as const }))
  return {
    ...(readdressed.length === 0 ? {} : { supplements: Object.fromEntries(readdressed) }),
    ...withCopies(report, unread, now),
  }
}

const divisionOf = (place: Place) => (place.kind === 'division' ? { division: place.division } : {})

/**
 * Assigns a received report to its desk, whose first alert is still to be sent. The keys are already re-addressed to
 * that desk. A `dueAt` that has not passed stays: it is sooner than a new one, and an index entry that does not move
 * costs nothing.
 */
export const markRouted = (
  report: ReportIn<'received'>,
  { decision, keys }: { readonly decision: RouteDecision; readonly keys: ReaddressedKeys },
  now: Date,
): Change<ReportIn<'routed'>> => {
  const { desk, grade, reasons, ruleId, routingVersion } = decision
  const facts = { desk, grade, reasons, ruleId, routingVersion, ...divisionOf(report.facts.place) }
  return change(
    {
      ...report,
      ...withReaddressed(report, { keys, desk }, now),
      state: 'routed',
      wrappedKey: keys.wrappedKey,
      desk,
      grade,
      decision,
      alerting: newAlert(report, { kind: 'new', rung: 1 }),
      dueAt: report.dueAt > now.toISOString() ? report.dueAt : redriveAt(now),
    },
    logged('report.routed', { now }, facts),
  )
}

const withAddition = (report: OwnedReport, now: Date): OwnedReport => {
  const alerting = alertingAfterAddition(report)
  if (report.state !== 'acknowledged') return { ...report, alerting }
  return { ...report, alerting, unreadSince: report.unreadSince ?? now.toISOString() }
}

/**
 * Addresses the reporter's additions to the desk, which is to be notified. A closed report is reopened. `dueAt` never
 * moves back, so that adding again and again keeps nobody from being notified. @see ./ladder.ts for what becomes of the
 * alert
 */
export const markAdditionsRouted = (
  report: OwnedReport | ReportIn<'closed'>,
  keys: ReaddressedSupplements,
  now: Date,
): Change<OwnedReport> => {
  const { desk } = report
  const due = { ...withReaddressed(report, { keys, desk }, now), dueAt: dueSoon(report, now) }
  const facts = { desk, supplements: Object.keys(keys.supplements), ...shelvesIn(keys.shelves) }
  const entry = logged('addition.routed', { now }, facts)
  if (report.state !== 'closed') return change({ ...withAddition(report, now), ...due }, entry)
  const reopened = without(report, 'outcome', 'closedAt', 'eraseAt')
  return change(
    { ...reopened, ...due, state: 'routed', alerting: newAlert(report, { kind: 'addition', rung: 1 }) },
    entry,
  )
}
