import type { Report } from '../../shared/domain/report.ts'
import { hasUnroutedSupplements, isOwned, isUnanswered } from '../../shared/domain/report-states.ts'
import { isCalledOrTaken } from './engine-promises.ts'
import { isEngineId } from './engines.ts'
import { isOpen } from './invariants.ts'
import { checkLog, overdueMs, skewMs } from './log-promises.ts'
import type { Digested } from './outside.ts'
import { must } from './promise.ts'
import { checkSwept } from './text-promises.ts'
import type { World } from './world.ts'

/** Each of these may be the beginning of another alert, or an answer: nobody is owed a digest of before. */
const endsAlert: ReadonlySet<string> = new Set([
  ...['report.routed', 'report.rerouted', 'report.escalated', 'report.acknowledged', 'report.read', 'report.closed'],
  'drill.started',
  ...['addition.routed', 'addition.escalated', 'officer.reminded', 'report.reopened', 'report.withdrawn'],
  ...['canary.withdrawn', 'canary.erased'],
  ...['withdrawal.requested', 'withdrawal.undone', 'withdrawal.reminded', 'withdrawal.granted', 'withdrawal.refused'],
])

/**
 * Checks who heard once every delivery has been made: each contact of each digest of an alert that nobody has answered
 * and that no other alert has followed. One digest that was accepted since tells a contact as much as another. @throws
 * Violation
 */
export const checkHeard = (world: World): void => {
  for (const { report, log } of world.reports.kept.values()) {
    if (!isOwned(report) || !isUnanswered(report)) continue
    const { seq: begun = 0, at: begunAt = '' } = log.findLast(({ what }) => endsAlert.has(what)) ?? {}
    const heardFromMs = Date.parse(begunAt) - skewMs
    const heard = new Set(
      world.published
        .filter(({ reportId, atMs }) => reportId === report.reportId && atMs >= heardFromMs)
        .map(({ contactId }) => contactId),
    )
    const isOwed = (each: Digested) => each.reportId === report.reportId && each.seq >= begun
    for (const { alerts, contactIds, audience } of world.made.values()) {
      if (!alerts.some(isOwed)) continue
      // SQS loses nothing; here it may, and then another digest of the same report may have been left out for it.
      const isLost = (contactId: string) =>
        world.refused.has(contactId) ||
        world.deliveries.lost.some(
          (lost) =>
            lost.contactId === contactId &&
            world.made.get(lost.digestId)?.alerts.some(({ reportId }) => reportId === report.reportId),
        )
      must(
        contactIds.every((contactId) => heard.has(contactId) || isLost(contactId)),
        'every contact hears of an alert that nobody answers',
      )
      must(
        contactIds.every(
          (contactId) =>
            !isEngineId(contactId) || isLost(contactId) || isCalledOrTaken(world, audience, { report, log }),
        ),
        'an engine calls somebody for as long as nobody answers the alert, at each rung anew',
      )
    }
  }
}

/** A report whose digest failed for every contact of an audience is not left to wait. */
const checkFailures = ({ alertDigests, made }: World, report: Report): void => {
  if (!isOwned(report) || !isUnanswered(report)) return
  const { digestIds = [], failedAt } = report.alerting
  for (const { digestId, contactIds, outcomes } of alertDigests.kept.values()) {
    const isAbout = made.get(digestId)?.alerts.some(({ reportId }) => reportId === report.reportId)
    if (!isAbout || !digestIds.includes(digestId) || !contactIds.every((contactId) => outcomes[contactId] === 'failed'))
      continue
    must(failedAt !== undefined, 'when every contact of an audience failed, the ladder does not wait')
  }
}

/** Checks what must hold once faults have stopped and watch-deadlines has passed. @throws Violation */
export const checkSettled = (world: World): void => {
  for (const kept of world.reports.kept.values()) {
    const { report } = kept
    const dueAt = 'dueAt' in report ? report.dueAt : undefined
    checkLog(world, kept, true)
    checkSwept(world, report)
    must(
      dueAt === undefined || Date.parse(dueAt) > world.clock.ms - overdueMs,
      'no report is overdue by more than two passes',
    )
    must(report.state !== 'received', 'every report reaches a desk')
    if (report.state !== 'received' && report.desk === 'canary') {
      must(!isOpen(report) || report.state === 'alerted', 'a canary that nobody withdrew is erased')
    }
    must(!hasUnroutedSupplements(report), 'what was added reaches the desk')
    if (report.state !== 'erased' && report.state !== 'received') {
      must(report.alerting.sentAt !== undefined, 'every alert is sent')
      checkFailures(world, report)
    }
  }
}
