import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { ageGroupOf } from '../../shared/domain/age.ts'
import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import { minutesToAnswer } from '../../shared/domain/ladder.ts'
import { isEdge, lifecycle } from '../../shared/domain/lifecycle.ts'
import { type LogEntry, verifyLog } from '../../shared/domain/log.ts'
import type { Report, Supplement } from '../../shared/domain/report.ts'
import { shelfItem } from '../../shared/domain/report-keys.ts'
import { hasUnroutedSupplements, isOwned, isUnanswered } from '../../shared/domain/report-states.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { checkDrills } from './drill.ts'
import { areClosingsSeen, bottom, checkAudiences, checkDigests, climb, isUnansweredAt, type Ladder } from './ladder.ts'
import type { Digested } from './outside.ts'
import { must, Violation } from './promise.ts'
import { type Reporter, typed } from './reporter.ts'
import { asked } from './wish.ts'
import type { World } from './world.ts'

const opensAt = (
  { key }: World,
  desk: string,
  [binding, wrappedKey, sealed]: Parameters<World['key']['open']> extends [string, ...infer Rest] ? Rest : never,
): string | undefined => {
  try {
    return key.open(desk, binding, wrappedKey, sealed)
  } catch {
    return undefined
  }
}

/** The changes that erase a text; each is judged by the log before it. @see ./wish.ts */
const erasures = ['report.erased', 'report.withdrawn', 'withdrawal.granted', 'canary.withdrawn', 'canary.erased']

const deskOf = (report: Report): string => (report.state === 'received' ? 'unrouted' : report.desk)

const checkText = (world: World, { report, log }: KeptReport, submission: unknown): void => {
  const { reportId, receivedAt } = report
  if (!('wrappedKey' in report)) {
    if (!isUnswept(report)) checkErased(world, reportId)
    const last = log.findLast(({ what }) => erasures.some((erasure) => erasure === what))
    must(last !== undefined, 'a text is erased only by a change that says so')
    if (last?.what === 'report.withdrawn') {
      must(ageGroupOf(report.facts.ages) === 'adult', "a child's report is erased by an officer alone")
    }
    return
  }
  const sealed = world.reports.sealedOf(reportId)
  must(sealed !== undefined, 'what can be opened has its sealed text')
  if (sealed === undefined) return
  const binding = { reportId, receivedAt, label: 'report' }
  const own = deskOf(report)
  must(
    opensAt(world, own, [binding, report.wrappedKey, sealed]) === JSON.stringify(submission),
    'a report opens at its desk as it was typed',
  )
  for (const other of ['unrouted', 'division-e', 'division-p', 'child-protection', 'duty-control'].filter(
    (desk) => desk !== own,
  )) {
    must(opensAt(world, other, [binding, report.wrappedKey, sealed]) === undefined, 'a report opens at no other desk')
  }
}

const isUnswept = (report: Report): boolean => 'sweepAt' in report && report.sweepAt !== undefined

const checkErased = ({ reports, heldTexts }: World, reportId: string): void => {
  const held = heldTexts.get(reportId) ?? new Set()
  must(![...held].some((id) => reports.texts.has(`${reportId}/${id}`)), 'an erased report has no sealed text left')
  const copies = [...reports.copies.keys()].filter((name) => name.startsWith(`${reportId}/`))
  must(copies.length === 0, 'an erased report has no key left')
}

/** Reads what a report holds from what is stored, so that no function of the domain can forget some here too. */
const heldBy = (world: World, report: Report): ReadonlyArray<readonly [id: string, Supplement]> => {
  const shelves = 'shelves' in report ? (report.shelves ?? []) : []
  const onShelves = shelves.flatMap((shelf) => {
    const copy = world.reports.copies.get(`${report.reportId}/${shelfItem(shelf)}`)
    if (copy === undefined) throw new Violation('every shelf that a report holds is there')
    must(
      Object.values(copy).every(({ desk }) => desk === shelf.desk),
      'a shelf is addressed as its report says',
    )
    return Object.entries(copy)
  })
  return [...onShelves, ...Object.entries(('supplements' in report ? report.supplements : undefined) ?? {})]
}

const checkSupplements = (world: World, report: Report, additions: readonly string[]): void => {
  if (!('wrappedKey' in report)) return
  const texts = heldBy(world, report).map(([id, { at, desk, wrappedKey }]) => {
    must(desk === 'unrouted' || desk === deskOf(report), 'a supplement is addressed to the desk of its report')
    const sealed = world.reports.texts.get(`${report.reportId}/${id}`)
    const text =
      sealed && opensAt(world, desk, [{ reportId: report.reportId, receivedAt: at, label: id }, wrappedKey, sealed])
    must(text !== undefined, 'a supplement opens at its desk')
    return text
  })
  for (const addition of additions) must(texts.includes(addition), 'what was added and answered 202 is there, once')
  must(
    texts.filter((text) => additions.includes(text ?? '')).length === additions.length,
    'what was added is there once',
  )
}

const checkLog = (world: World, { report, log }: KeptReport, isSettled = false): void => {
  const { published } = world
  const { reportId } = report
  must(verifyLog(reportId, log, report, sha256).whole, 'the log is whole')
  const start: Ladder = { ...bottom, desk: report.state === 'received' ? undefined : report.decision.desk }
  const ladders = [start]
  for (const entry of log) ladders.push(climb(ladders.at(-1) ?? start, entry, shelvedIn(world, reportId, entry)))
  if (report.state !== 'received' && log.some(({ what }) => what === 'report.routed')) {
    must(ladders.at(-1)?.grade === report.grade, 'the grade is what was decided, or what an officer made of it')
    must(report.decision.ageGroup === ageGroupOf(report.facts.ages), 'the age group never changes')
  }
  const alerts = published.filter((each) => each.reportId === reportId)
  checkAudiences(alerts, log, ladders)
  checkDigests([...world.made.values()], { reportId, log, ladders })
  if (isSettled)
    must(areClosingsSeen(alerts, log, ladders), 'supervisors are notified of the closing of an immediate report')
  if (isSettled) checkWish(world, report, ladders.at(-1) ?? start)
  checkDeadline(world, report, ladders.at(-1) ?? start)
}

/** Returns the ids of the supplements on the shelves that a log entry names. */
const shelvedIn = ({ shelved }: World, reportId: string, { facts }: LogEntry): readonly string[] => {
  const shelves = Array.isArray(facts['shelves']) ? facts['shelves'] : []
  return shelves.flatMap((filledSeq) => shelved.get(`${reportId}/${filledSeq}`) ?? [])
}

/** How long an officer who took a report has to open it; written down here so that no table can shrink it. */
const minutesToOpen = { immediate: 10, prompt: 60, standard: 480 } as const

/** How far the clocks of two functions may be apart, milliseconds. */
const skewMs = 20_000

const checkDeadline = ({ deadlines }: World, report: Report, ladder: Ladder): void => {
  const { reportId } = report
  if (!isOwned(report)) return void deadlines.delete(reportId)
  const { sentAt, actBy, rung } = report.alerting
  const before = deadlines.get(reportId)
  if (before?.actBy !== undefined && before.phase === ladder.phase) {
    const isKept = actBy !== undefined && actBy <= before.actBy
    must(isKept, 'nothing but an answer or the next rung puts a deadline off')
  }
  deadlines.set(reportId, { phase: ladder.phase, actBy })
  if (!isUnansweredAt(ladder) || sentAt === undefined || actBy === undefined) return
  const from = (at: string) => Math.max(Date.parse(at), Date.parse(ladder.regradedAt || at))
  const toAnswer = from(sentAt) + minutesToAnswer(report.grade, rung) * 60_000
  const toOpen = ladder.isTaken ? from(ladder.takenAt) + minutesToOpen[report.grade] * 60_000 : toAnswer
  const latest = Math.max(toAnswer, toOpen) + skewMs
  must(Date.parse(actBy) <= latest, 'a desk has no more time than its grade and rung give')
}

/** A withdrawal whose time has come was decided, erased the text, or its desk was reminded within a day. */
const checkWish = ({ clock }: World, report: Report, { wish }: Ladder): void => {
  if (!('withdrawal' in report) || report.withdrawal === undefined) return
  must(
    report.withdrawal.kept !== undefined || Date.parse(report.withdrawal.dueAt) > clock.ms - overdueMs,
    'a withdrawal that nobody decided is reminded of until somebody does',
  )
  must((report.withdrawal.kept === undefined) === asked(wish), 'a withdrawal stands as the log says')
}

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

const isOpen = ({ state }: Report): boolean => ['received', 'routed', 'alerted', 'acknowledged'].includes(state)

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

const noteHeld = (world: World, report: Report): void => {
  if (!('wrappedKey' in report)) return
  const { heldTexts, heldCopies } = world
  const held = heldTexts.get(report.reportId) ?? new Set()
  const now = [report.textId, ...heldBy(world, report).map(([id]) => id)]
  heldTexts.set(report.reportId, new Set([...held, ...now]))
  for (const shelf of report.shelves ?? []) heldCopies.add(`${report.reportId}/${shelfItem(shelf)}`)
}

/** Once nothing is to be swept, nobody has a key that the report no longer holds: such as the desk before the last. */
const checkSwept = ({ reports, heldCopies }: World, report: Report): void => {
  must(!isUnswept(report), 'what is to be swept away is swept away')
  const shelves = 'shelves' in report ? (report.shelves ?? []) : []
  const held = shelves.map((shelf) => `${report.reportId}/${shelfItem(shelf)}`)
  const old = [...heldCopies].filter((name) => name.startsWith(`${report.reportId}/`) && !held.includes(name))
  must(!old.some((name) => reports.copies.has(name)), 'no desk keeps a key of a report that it no longer has')
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
    const digests = new Set(messages.map(({ digestId }) => digestId))
    must(digests.size === 1, 'no address gets two messages in one second')
  }
}

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
    for (const { alerts, contactIds } of world.made.values()) {
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
    }
  }
}

/**
 * How far a report may be overdue once nothing goes wrong any more: two passes of watch-deadlines, and what clocks are
 * off by.
 */
const overdueMs = 2 * 60_000 + skewMs

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
