import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOfParts } from '../../shared/domain/part-page.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import { addition } from './reports.ts'

const start = new Date('2026-11-24T12:00:00.000Z')
const idsOf = (page: ReturnType<typeof pageOfParts>) => page.parts.map(([id]) => id)

test('a report without parts has an empty page, and none before it', () => {
  expect(pageOfParts(undefined)).toEqual({ parts: [] })
})

test('what fits one page is given whole, oldest first, and of one instant by id', () => {
  const parts = { b: addition('division-e'), a: addition('division-e'), c: addition('division-e', start.toISOString()) }
  expect(pageOfParts(parts)).toEqual({
    parts: [
      ['c', parts.c],
      ['a', parts.a],
      ['b', parts.b],
    ],
  })
})

test('the newest come first, and page by page every part is given once, whatever their order in the item', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 * policy.openedParts })
  fc.assert(
    fc.property(minutes, (ats) => {
      const parts = Object.fromEntries(
        ats.map((minute, index) => [`p${index}`, addition('division-e', minutesAfter(start, minute))]),
      )
      let page = pageOfParts(parts)
      let given = idsOf(page)
      expect(given).toHaveLength(Math.min(ats.length, policy.openedParts))
      while (page.earlier !== undefined) {
        page = pageOfParts(parts, page.earlier)
        expect(page.parts.length).toBeGreaterThan(0)
        given = [...idsOf(page), ...given]
      }
      expect(given).toHaveLength(ats.length)
      expect(new Set(given).size).toBe(ats.length)
      const places = given.map((id) => `${parts[id]?.at} ${id}`)
      expect(places).toEqual(places.toSorted())
    }),
  )
})
