import { type Desk, desks, isDesk } from '../../shared/domain/desk.ts'
import { grades } from '../../shared/domain/grade.ts'
import { regradeReasons, reopenReasons, rerouteReasons } from '../../shared/domain/officer-changes.ts'
import { openingReasons } from '../../shared/domain/opening-changes.ts'
import { keepReasons, outcomes } from '../../shared/domain/report.ts'
import { eraseReasons } from '../../shared/domain/withdrawal-changes.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { drill } from './drill.ts'
import { must, Violation } from './promise.ts'
import { type Reporter, typed } from './reporter.ts'
import type { Delivery, Event, FaultKind, Happening } from './schedule.ts'
import type { World } from './world.ts'

type Of<Kind extends Happening['kind']> = Extract<Happening, { kind: Kind }>
/** An event, and whether anything else happens at the same time. */
export type Happened = Event & { readonly isAlone: boolean }

/** What went wrong in an event, if anything did. */
export type Met = FaultKind | 'outage' | Exclude<Delivery, 'once'> | 'stale-index' | undefined

const at = <Item>(items: readonly Item[], choice: number): Item => {
  const item = items[choice % items.length]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

const post = async (world: World, reporter: Reporter, { fault }: Event): Promise<Met> => {
  const { kept } = reporter
  const wasGone = kept !== undefined && isGone(world, kept.reportId)
  const tag = await tagOf(world, reporter)
  const { result, met } = await world.post(reporter.submission, { key: reporter.idempotencyKey, tag }, fault)
  if (result === undefined) return met
  if (result.status !== 202) throw new Violation('a report is accepted, however often it is sent')
  const { reference, followUpCode } = result.body as { readonly reference: string; readonly followUpCode: string }
  const reportId = reference.replaceAll('-', '')
  if (kept?.reportId === reportId) {
    must(kept.followUpCode === followUpCode, 'the same key gives the same code')
    return met
  }
  // Undoing the withdrawal of an earlier report makes it the report of the key again.
  const isEarlier = reporter.earlier.includes(reportId)
  const mayDiffer = kept === undefined || wasGone || isGone(world, kept.reportId) || isEarlier
  must(mayDiffer, 'the same key gives the same report until it is withdrawn')
  if (kept !== undefined) reporter.earlier.push(kept.reportId)
  reporter.additions.length = 0
  Object.assign(reporter, { kept: { reportId, followUpCode }, isErased: false })
  reporter.openings.clear()
  return met
}

const tagOf = async ({ canaryTags }: World, { tag, idempotencyKey }: Reporter): Promise<string | undefined> => {
  if (tag === 'none') return undefined
  return canaryTags.of(tag === 'wrong' ? `not ${idempotencyKey}` : idempotencyKey)
}

/** True once a report was withdrawn or its text is erased. */
const isGone = (world: World, reportId: string): boolean => {
  const report = world.reports.kept.get(reportId)?.report
  const isWithdrawn = report !== undefined && 'withdrawal' in report && report.withdrawal?.kept === undefined
  return isWithdrawn || !hasText(world, reportId)
}

const deliver = async (world: World, { queue, how }: Of<'deliver'>, { fault }: Event): Promise<Met> => {
  let met: Met
  const noted = async <Invoked extends { readonly met: Met }>(invoking: Promise<Invoked>): Promise<Invoked> => {
    const invoked = await invoking
    met = invoked.met
    return invoked
  }
  const notify = async (reportIds: readonly string[]) => (await noted(world.notify(reportIds, fault))).failed
  if (queue === 'routing') await world.routing.deliver(how, async (id) => (await noted(world.route(id, fault))).failed)
  else if (queue === 'deliveries') {
    await world.deliveries.deliver(how, async (delivery) => (await noted(world.deliver(delivery, fault))).failed)
    // A function gets up to ten deliveries at once.
    for (let more = 0; more < 3 && how === 'once'; more += 1) {
      await world.deliveries.deliver(how, async (delivery) => (await noted(world.deliver(delivery))).failed)
    }
  } else if (how === 'once') await world.desks.deliverTogether(notify)
  else await world.desks.deliver(how, async (id) => (await notify([id])).has(id))
  return met ?? (how === 'once' ? undefined : how)
}

const bodyOf = (act: Of<'officer'>['act'], choice: number, supplementIds: readonly string[]): object => {
  switch (act) {
    case 'acknowledgement':
      return {}
    case 'opening':
      return {
        reason: at(openingReasons, choice),
        note: `${typed} why`,
        ...(choice > 5 && supplementIds.length > 0 ? { before: at(supplementIds, choice) } : {}),
      }
    case 'notes':
      return { text: `${typed} note ${choice}` }
    case 'grade':
      return { grade: at(grades, choice), ...(choice > 3 ? { reason: at(regradeReasons, choice) } : {}) }
    case 'reroute':
      return { desk: at(desks, choice * 3), reason: at(rerouteReasons, choice) }
    case 'closing':
      return { outcome: at(outcomes, choice) }
    case 'reopening':
      return { reason: at(reopenReasons, choice) }
    case 'withdrawal':
      return choice % 2 === 0
        ? { decision: 'erase', reason: at(eraseReasons, choice) }
        : { decision: 'keep', reason: at(keepReasons, choice) }
    case 'hold':
      return { held: choice % 3 === 0 }
  }
}

const officer = async (
  world: World,
  reporter: Reporter,
  happening: Of<'officer'>,
  { fault, isAlone }: Happened,
): Promise<Met> => {
  if (reporter.kept === undefined) return undefined
  const report = world.reports.kept.get(reporter.kept.reportId)?.report
  const own = report === undefined || report.state === 'received' ? 'duty-control' : report.desk
  const desk = happening.desk === 'own' ? (isDesk(own) ? own : 'duty-control') : happening.desk
  const { act, choice } = happening
  const heldIds = Object.keys((report !== undefined && 'supplements' in report ? report.supplements : undefined) ?? {})
  const shelves = (report !== undefined && 'shelves' in report ? report.shelves : undefined) ?? []
  const onShelves = shelves.flatMap(({ filledSeq }) => world.shelved.get(`${report?.reportId}/${filledSeq}`) ?? [])
  const supplementIds = [...onShelves, ...heldIds]
  const body = bodyOf(act, choice, supplementIds)
  const served = [...new Set([desk, ...(happening.also === undefined ? [] : [happening.also])])]
  const call = { reportId: reporter.kept.reportId, what: act, body }
  const { result, met } = await world.officer(served, call, fault)
  must(own !== 'canary' || result?.status !== 200, 'a canary is shown to no officer')
  const isTheirs = served.some((each) => each === own) || served.includes('duty-control')
  const handedBy = report !== undefined && 'handover' in report ? report.handover?.officer : undefined
  const isRepeat = act === 'reroute' && handedBy === `officer-${served.join('+')}`
  if (isAlone && result?.status === 200 && !isTheirs && !isRepeat) {
    throw new Violation('only officers of the desk, or duty control, may act')
  }
  if (isAlone && act === 'reroute' && result?.status === 200) await repeat(world, { served, call, result })
  if (act === 'opening' && result?.status === 200) {
    const { report: opened } = result.body as { readonly report: unknown }
    if (JSON.stringify(opened) !== JSON.stringify(reporter.submission))
      throw new Violation('an opening gives what was typed')
    const who = `officer-${served.join('+')}`
    // Its key may have led to another report meanwhile.
    const isSame = reporter.kept.reportId === call.reportId
    if (isSame) reporter.openings.set(who, (reporter.openings.get(who) ?? 0) + 1)
  }
  return met
}

/** Makes a handover again, as after a lost answer: it says the same, and stores nothing. */
const repeat = async (
  world: World,
  {
    served,
    call,
    result,
  }: { readonly served: readonly Desk[]; readonly call: Parameters<World['officer']>[1]; readonly result: HttpReply },
): Promise<void> => {
  const seq = () => world.reports.kept.get(call.reportId)?.report.seq
  const before = seq()
  const again = await world.officer(served, call)
  if (again.failed) return
  must(JSON.stringify(again.result) === JSON.stringify(result), 'a handover that is repeated says that it was done')
  must(seq() === before, 'a handover that is repeated is done once')
}

const dueAtOf = (world: World, reportId: string): string | undefined => {
  const report = world.reports.kept.get(reportId)?.report
  return report !== undefined && 'dueAt' in report && report.state !== 'closed' ? report.dueAt : undefined
}

const hasText = (world: World, reportId: string): boolean =>
  'wrappedKey' in (world.reports.kept.get(reportId)?.report ?? {})

/** The Idempotency-Key of one addition: the same one for each try. */
const keyOf = (choice: number): string => `00000000-0000-4000-a000-${String(choice).padStart(12, '0')}`

const followUp = async (
  world: World,
  reporter: Reporter,
  { act, choice }: Of<'reporter'>,
  { fault, isAlone }: Happened,
): Promise<Met> => {
  if (reporter.kept === undefined) return undefined
  const { reportId, followUpCode } = reporter.kept
  const text = `${typed} addition ${choice}`
  const before = dueAtOf(world, reportId)
  const body = act === 'additions' ? { followUpCode, text } : { followUpCode }
  const { result, met } = await world.reporter({ reportId, what: act, body, key: keyOf(choice) }, fault)
  const after = dueAtOf(world, reportId)
  const isPutOff = before !== undefined && after !== undefined && after > before
  if (isAlone && act === 'additions' && isPutOff) throw new Violation('adding never puts a deadline off')
  if (reporter.kept.reportId !== reportId) return met
  if (act === 'additions' && result?.status === 202 && !reporter.additions.includes(text)) reporter.additions.push(text)
  if (act === 'withdrawal' && result?.status === 200) {
    reporter.isErased ||= (result.body as { readonly textErased: boolean }).textErased
    const isAtOnce = reporter.isErased || reporter.tag === 'right'
    must(isAtOnce || hasText(world, reportId) || !isAlone, 'a withdrawal erases nothing at once')
  }
  return met
}

/** Somebody on call acknowledges a report's alerts at their engine, and does nothing in Harbour. */
const onCall = (world: World, { kept }: Reporter): void => {
  if (kept !== undefined) world.engines.acknowledge(kept.reportId, world.clock.ms)
}

/** Lets an event happen, and checks what it is answered. @throws Violation naming the promise that the answer breaks */
export const happen = async (world: World, reporters: readonly Reporter[], event: Happened): Promise<Met> => {
  const { happening } = event
  switch (happening.kind) {
    case 'post':
      return post(world, at(reporters, happening.report), event)
    case 'deliver':
      return deliver(world, happening, event)
    case 'watch':
      return (
        (await world.watch(happening.staleBy, event.fault)).met ?? (happening.staleBy > 0 ? 'stale-index' : undefined)
      )
    case 'officer':
      return officer(world, at(reporters, happening.report), happening, event)
    case 'reporter':
      return followUp(world, at(reporters, happening.report), happening, event)
    case 'drill':
      return drill(world, happening, event)
    case 'on-call':
      onCall(world, at(reporters, happening.report))
      return undefined
    case 'outage':
      world.takeDown(happening.of, happening.minutes)
      return undefined
  }
}
