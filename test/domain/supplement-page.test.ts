import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { pageOfSupplements } from '../../shared/domain/supplement-page.ts'
import { addition } from '../kit/reports.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
const idsOf = (page: ReturnType<typeof pageOfSupplements>) => page.supplements.map(([id]) => id)

test('a report without supplements has one page, which is empty', () => {
  expect(pageOfSupplements(undefined)).toEqual({ supplements: [] })
})

test('what fits one page is returned whole, oldest first, and of one instant by id', () => {
  const supplements = {
    b: addition('division-e'),
    a: addition('division-e'),
    c: addition('division-e', start.toISOString()),
  }
  expect(pageOfSupplements(supplements)).toEqual({
    supplements: [
      ['c', supplements.c],
      ['a', supplements.a],
      ['b', supplements.b],
    ],
  })
})

test('the first page has the newest, and page by page every supplement comes once, whatever their order in the item', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 * policy.openedSupplements })
  fc.assert(
    fc.property(minutes, (ats) => {
      const supplements = Object.fromEntries(
        ats.map((minute, index) => [`p${index}`, addition('division-e', minutesAfter(start, minute))]),
      )
      let page = pageOfSupplements(supplements)
      let given = idsOf(page)
      expect(given).toHaveLength(Math.min(ats.length, policy.openedSupplements))
      while (page.earlier !== undefined) {
        page = pageOfSupplements(supplements, page.earlier)
        expect(page.supplements.length).toBeGreaterThan(0)
        given = [...idsOf(page), ...given]
      }
      expect(given).toHaveLength(ats.length)
      expect(new Set(given).size).toBe(ats.length)
      const places = given.map((id) => `${supplements[id]?.at} ${id}`)
      expect(places).toEqual(places.toSorted())
    }),
  )
})
