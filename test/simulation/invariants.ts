import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import { isEdge, lifecycle } from '../../shared/domain/lifecycle.ts'
import type { Report } from '../../shared/domain/report.ts'
import { hasUnroutedSupplements } from '../../shared/domain/report-states.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { checkDrills } from './drill.ts'
import { checkLog, shelvedIn } from './log-promises.ts'
import { must, Violation } from './promise.ts'
import { type Reporter, typed } from './reporter.ts'
import { checkSupplements, checkText, deskOf, isUnswept, noteHeld } from './text-promises.ts'
import type { World } from './world.ts'

const checkOpenings = (world: World, { report, log }: KeptReport, { openings }: Reporter): void => {
  for (const entry of log.filter(({ what }) => what === 'report.read')) {
    const { supplements } = entry.facts
    const held = Array.isArray(supplements) ? supplements : []
    must(
      [...held, ...shelvedIn(world, report.reportId, entry)].every((id) =>
        world.opened.has(`${report.reportId}/${id}`),
      ),
      'what counts as read was opened',
    )
  }
  for (const [officer, count] of openings) {
    const logged = log.filter(
      ({ what, who, facts }) => what === 'report.opened' && who === officer && officer.includes(String(facts['desk'])),
    )
    must(logged.length >= count, 'every reading is logged, by an officer of the desk')
  }
}

/** True while somebody has yet to do something with a report. */
export const isOpen = ({ state }: Report): boolean => ['received', 'routed', 'alerted', 'acknowledged'].includes(state)

const checkDue = (report: Report): void => {
  const dueAt = 'dueAt' in report ? report.dueAt : undefined
  if (isOpen(report)) must(dueAt !== undefined, 'every open report has a dueAt')
  if (report.state !== 'closed' || hasUnroutedSupplements(report)) return
  if (report.heldBy === undefined) must(dueAt !== undefined, 'every closed report has an erase date')
  if (report.alerting.sentAt === undefined)
    must(dueAt !== undefined, 'every closed report with an alert to send is due')
  const isUndecided = report.withdrawal !== undefined && report.withdrawal.kept === undefined
  if (isUndecided) must(dueAt !== undefined, 'every closed report with a withdrawal to decide is due')
  else if (report.heldBy !== undefined && report.alerting.sentAt !== undefined && !isUnswept(report)) {
    must(dueAt === undefined, 'what is held has no erase date')
  }
}

/** A report whose tag is right bothers nobody; with a wrong one it is a report like any other. */
const checkCanary = ({ published }: World, report: Report, { tag }: Reporter): void => {
  const isCanary = deskOf(report) === 'canary'
  must(!isCanary || tag === 'right', 'a wrong tag makes no canary')
  if (!isCanary) return
  const told = published.filter(({ reportId }) => reportId === report.reportId)
  must(
    told.every(({ contactId }) => contactId === 'canary-sink'),
    'a canary is told to nobody',
  )
  must(!('alerting' in report) || report.alerting.rung === 1, 'a canary never escalates')
  must(listPlaceOf(report) === undefined, 'a canary is in no list')
}

/** Every stored change is an edge of the life cycle, made by whom the table names. */
const checkEdges = ({ stored }: World): void => {
  for (const { change, from, to, who } of stored) {
    must(isEdge(change, from, to), `a stored change is an edge of the life cycle (${change}: ${from} to ${to})`)
    const by = lifecycle[change].by
    must(by === 'officer' ? who.startsWith('officer-') : who === by, 'a change is made by whom the life cycle names')
  }
}

/** Checks every promise that must hold at any moment. @throws Violation naming the one that does not */
export const checkAlways = (world: World, reporters: readonly Reporter[]): void => {
  for (const reporter of reporters) {
    if (reporter.kept === undefined) continue
    const kept = world.reports.kept.get(reporter.kept.reportId)
    if (kept === undefined) throw new Violation('a report that was answered 202 is there')
    must(!reporter.isErased || !('wrappedKey' in kept.report), 'what a reporter was told is erased is erased')
    checkText(world, kept, reporter.submission)
    checkSupplements(world, kept.report, 'wrappedKey' in kept.report ? reporter.additions : [])
    checkLog(world, kept)
    checkOpenings(world, kept, reporter)
    checkCanary(world, kept.report, reporter)
    must(!JSON.stringify(kept).includes(typed), 'no text is outside the envelope')
  }
  for (const { report } of world.reports.kept.values()) {
    noteHeld(world, report)
    checkDue(report)
  }
  checkEdges(world)
  checkDrills(world)
  checkTurns(world)
  const queued = [world.routing.waiting, world.desks.waiting, world.deliveries.waiting]
  const outside = JSON.stringify([world.lines, world.published, [...world.alertDigests.kept], ...queued])
  must(!outside.includes(typed), 'no text is in a log, an alert or a queue')
}

/** Two digests never reach one address in one second; the same one may, when a crash hid that it was accepted. */
const checkTurns = ({ published }: World): void => {
  const bySecond = Map.groupBy(published, ({ address, atMs }) => `${address} ${Math.floor(atMs / 1000)}`)
  for (const messages of bySecond.values()) {
    must(new Set(messages.map(({ messageId }) => messageId)).size === 1, 'no address gets two messages in one second')
  }
}
