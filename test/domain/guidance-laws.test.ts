import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdviceSeeker, guidanceFor } from '../../shared/domain/guidance.ts'
import { adviceLines } from '../../shared/domain/guidance-data.ts'
import { platforms } from '../../shared/domain/guidance-line.ts'
import { anyBand } from './arbitraries.ts'

/** A Tuesday on which no clock changes. */
const tuesdayNoon = new Date('2026-11-24T12:00:00Z')

const anySeeker: fc.Arbitrary<AdviceSeeker> = fc.record({
  ages: fc.record({ now: anyBand, inImages: anyBand }),
  paid: fc.constantFrom(...(['no', 'yes', 'partly', 'asked-again', 'unknown'] as const)),
  shared: fc.constantFrom(...(['no', 'yes', 'unsure', 'unknown'] as const)),
  forSomeoneElse: fc.boolean(),
  place: fc.constantFrom(...(['division', 'outside-scotland', 'unknown'] as const)),
  platform: fc.constantFrom(...platforms, undefined),
})
const anyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const under18 = fc.constantFrom('under-13' as const, '13-15' as const, '16-17' as const)

describe('the laws of advice', () => {
  test('immediate danger and 999 come first, and nothing comes twice', () => {
    fc.assert(
      fc.property(anySeeker, anyTime, (who, now) => {
        const advice = guidanceFor(who, now)
        expect(advice[0]).toMatchObject({ id: 'immediate-danger', phone: '999', isOpenNow: true })
        expect(new Set(advice.map(({ id }) => id)).size).toBe(advice.length)
      }),
    )
  })

  test('at no instant does a service that is closed, or may be, stand before one that is open', () => {
    fc.assert(
      fc.property(anySeeker, anyTime, (who, now) => {
        const advice = guidanceFor(who, now)
        const lastOpen = advice.findLastIndex(({ isOpenNow }) => isOpenNow === true)
        const firstClosed = advice.findIndex(({ isOpenNow }) => isOpenNow === false)
        const uncertain = ['revenge-porn-helpline', 'victim-support-scotland', 'galop', 'nspcc', 'report-fraud']
        const firstUncertain = advice.findIndex(({ id }) => uncertain.includes(id))
        if (firstClosed >= 0) expect(lastOpen).toBeLessThan(firstClosed)
        if (firstUncertain >= 0) expect(lastOpen).toBeLessThan(firstUncertain)
      }),
    )
  })

  test('whom a line is for does not depend on the hour', () => {
    fc.assert(
      fc.property(anySeeker, anyTime, anyTime, (who, one, other) => {
        const ids = (now: Date) => guidanceFor(who, now).map(({ id }) => id)
        expect(ids(one).toSorted()).toEqual(ids(other).toSorted())
      }),
    )
  })

  test('a person under 18 is sent to no service for adults, and images of a person under 18 to none for adults', () => {
    fc.assert(
      fc.property(anySeeker, under18, anyBand, (who, young, other) => {
        const idsOf = (ages: AdviceSeeker['ages']) => guidanceFor({ ...who, ages }, tuesdayNoon).map(({ id }) => id)
        expect(idsOf({ now: young, inImages: other })).not.toContain('revenge-porn-helpline')
        expect(idsOf({ now: young, inImages: other })).not.toContain('stop-ncii')
        expect(idsOf({ now: other, inImages: young })).not.toContain('stop-ncii')
      }),
    )
  })

  test('knowing less never takes away advice for a child, and everyone is told how images can be dealt with', () => {
    fc.assert(
      fc.property(anySeeker, under18, (who, young) => {
        const child = guidanceFor({ ...who, ages: { now: young, inImages: young } }, tuesdayNoon)
        const unsaid = guidanceFor({ ...who, ages: { now: 'unknown', inImages: 'unknown' } }, tuesdayNoon)
        expect(unsaid).toEqual(expect.arrayContaining([...child]))
        const takeDown = guidanceFor(who, tuesdayNoon).filter(({ id }) =>
          /^(report-remove|take-it-down|stop-ncii)/.test(id),
        )
        expect(takeDown.length).toBeGreaterThan(0)
      }),
    )
  })

  test('a place that is not known takes away no service of Scotland', () => {
    fc.assert(
      fc.property(anySeeker, (who) => {
        expect(guidanceFor({ ...who, place: 'unknown' }, tuesdayNoon)).toEqual(
          guidanceFor({ ...who, place: 'division' }, tuesdayNoon),
        )
      }),
    )
  })

  test('a person of unknown age is not told that they are under 18, nor that they are an adult', () => {
    fc.assert(
      fc.property(anySeeker, (who) => {
        for (const { text } of guidanceFor({ ...who, ages: { ...who.ages, now: 'unknown' } }, tuesdayNoon)) {
          expect(text).not.toMatch(/(?<!if )you are (under 18|18 or over)|because you are|as (a child|an adult)/i)
        }
      }),
    )
  })

  test('every address is one that is written in the data', () => {
    const written = new Set(adviceLines.map(({ url }) => url))
    fc.assert(
      fc.property(anySeeker, (who) => {
        for (const { url } of guidanceFor(who, tuesdayNoon)) expect(written).toContain(url)
      }),
    )
  })
})
