import { ageGroupOf } from '../../shared/domain/age.ts'
import type { Report, Supplement } from '../../shared/domain/report.ts'
import { shelfItem } from '../../shared/domain/report-keys.ts'
import type { KeptReport } from '../fakes/report-store.ts'
import { must, Violation } from './promise.ts'
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

/** Returns the desk that a report is addressed to; `unrouted` while it has none. */
export const deskOf = (report: Report): string => (report.state === 'received' ? 'unrouted' : report.desk)

/** Checks that the text of a report opens at its desk alone, as it was typed, until a change erases it. */
export const checkText = (world: World, { report, log }: KeptReport, submission: unknown): void => {
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

/** True while copies of shelves may be left that the report no longer holds. */
export const isUnswept = (report: Report): boolean => 'sweepAt' in report && report.sweepAt !== undefined

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

/** Checks that what was added is there, once, and opens at the desk of its report. */
export const checkSupplements = (world: World, report: Report, additions: readonly string[]): void => {
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

/** Notes which texts and shelves a report ever held: what is erased later must be all of them. */
export const noteHeld = (world: World, report: Report): void => {
  if (!('wrappedKey' in report)) return
  const { heldTexts, heldCopies } = world
  const held = heldTexts.get(report.reportId) ?? new Set()
  const now = [report.textId, ...heldBy(world, report).map(([id]) => id)]
  heldTexts.set(report.reportId, new Set([...held, ...now]))
  for (const shelf of report.shelves ?? []) heldCopies.add(`${report.reportId}/${shelfItem(shelf)}`)
}

/** Once nothing is to be swept, nobody has a key that the report no longer holds: such as the desk before the last. */
export const checkSwept = ({ reports, heldCopies }: World, report: Report): void => {
  must(!isUnswept(report), 'what is to be swept away is swept away')
  const shelves = 'shelves' in report ? (report.shelves ?? []) : []
  const held = shelves.map((shelf) => `${report.reportId}/${shelfItem(shelf)}`)
  const old = [...heldCopies].filter((name) => name.startsWith(`${report.reportId}/`) && !held.includes(name))
  must(!old.some((name) => reports.copies.has(name)), 'no desk keeps a key of a report that it no longer has')
}
