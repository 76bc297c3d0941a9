import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import type { Shelf } from '../../shared/domain/report.ts'
import { groupsBefore, groupsOf, type SupplementGroup } from '../../shared/domain/supplement-page.ts'
import { addition, routedReport } from '../kit/reports.ts'
import { dueNow } from './moment.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
const shelf = (filledSeq: number): Shelf => ({
  filledSeq,
  copiedSeq: filledSeq,
  desk: 'division-e',
  additions: 20,
  notes: 0,
  fingerprints: '',
})
const shelves = [shelf(101), shelf(121), shelf(141)]
const report = { ...routedReport(dueNow), shelves }
const idsOf = (groups: readonly SupplementGroup[]): readonly string[] =>
  groups
    .toReversed()
    .flatMap((group) => ('held' in group ? group.held.map(([id]) => id) : [`${group.shelf.filledSeq}`]))

test('a report without supplements has no group', () => {
  expect(groupsOf(routedReport(dueNow))).toEqual([])
})

test('what one group takes is in one, oldest first, and of one instant by id', () => {
  const supplements = {
    b: addition('division-e'),
    a: addition('division-e'),
    c: addition('division-e', start.toISOString()),
  }
  expect(groupsOf({ ...routedReport(dueNow), supplements })).toHaveLength(1)
  expect(idsOf(groupsOf({ ...routedReport(dueNow), supplements }))).toEqual(['c', 'a', 'b'])
})

test('the first group has the newest, and group by group every supplement and every shelf comes once', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 * policy.shelfSupplements })
  fc.assert(
    fc.property(minutes, fc.nat(), (ats, choice) => {
      const supplements = Object.fromEntries(
        ats.map((minute, index) => [`p${index}`, addition('division-e', minutesAfter(start, minute))]),
      )
      const groups = groupsOf({ ...report, supplements })
      const sizes = groups.map((group) => ('held' in group ? group.held.length : 0))
      expect(Math.max(...sizes)).toBe(Math.min(ats.length, policy.shelfSupplements))
      const given = idsOf(groups)
      expect(given.slice(0, 3)).toEqual(['101', '121', '141'])
      const held = given.slice(3)
      expect(held.toSorted()).toEqual(Object.keys(supplements).toSorted())
      const places = held.map((id) => `${supplements[id]?.at} ${id}`)
      expect(places).toEqual(places.toSorted())
      const before = held[choice % Math.max(1, held.length)]
      if (before === undefined) return
      const older = idsOf(groupsOf({ ...report, supplements }, before))
      expect(older).toEqual(given.slice(0, given.indexOf(before)))
    }),
  )
})

test('before the oldest supplement of a shelf come the older shelves, and before another one its own shelf again', () => {
  const [, second = shelf(0)] = shelves
  expect(idsOf(groupsBefore(report, { shelf: second, isOldest: true }))).toEqual(['101'])
  expect(idsOf(groupsBefore(report, { shelf: second, isOldest: false }))).toEqual(['101', '121'])
})
