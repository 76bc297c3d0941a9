import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgeBand, ageBandOn, ageBands, ageGroupOf, type ImagesAge, isUnder13 } from '../../shared/domain/age.ts'
import { anyBand } from './arbitraries.ts'

const anyImagesAge = fc.constantFrom<ImagesAge>(...ageBands, 'not-asked')
const adultBands: readonly AgeBand[] = ['18-24', '25-44', '45-plus']

describe('the age group', () => {
  const pairs = ageBands.flatMap((now) => ageBands.map((inImages) => ({ now, inImages })))

  test.each(pairs)('a person of $now now and $inImages in the images is an adult only when both ages are', (ages) => {
    const bothAdult = adultBands.includes(ages.now) && adultBands.includes(ages.inImages)
    expect(ageGroupOf(ages)).toBe(bothAdult ? 'adult' : 'child')
  })

  test.each(ageBands)(
    'the age group of a person of %s now is that of this age where the age in the images was not asked',
    (now) => {
      expect(ageGroupOf({ now, inImages: 'not-asked' })).toBe(adultBands.includes(now) ? 'adult' : 'child')
    },
  )

  test('nobody becomes an adult by an age that is not known', () => {
    fc.assert(
      fc.property(anyBand, anyImagesAge, (now, inImages) => {
        expect(ageGroupOf({ now: 'unknown', inImages })).toBe('child')
        expect(ageGroupOf({ now, inImages: 'unknown' })).toBe('child')
      }),
    )
  })

  test('nobody becomes an adult by not being asked about the images, unless the age now is an adult one', () => {
    fc.assert(
      fc.property(anyBand, (now) => {
        const group = ageGroupOf({ now, inImages: 'not-asked' })
        expect(group).toBe(ageGroupOf({ now, inImages: now }))
      }),
    )
  })

  test('a person is a child whenever anything about the age was not understood', () => {
    fc.assert(
      fc.property(anyBand, anyImagesAge, (now, inImages) => {
        expect(ageGroupOf({ now, inImages, notUnderstood: true })).toBe('child')
      }),
    )
  })
})

describe('being under 13', () => {
  test.each([
    ['under-13', 'under-13', true],
    ['under-13', 'unknown', true],
    ['under-13', '45-plus', true],
    ['unknown', 'under-13', true],
    ['unknown', 'unknown', false],
    ['unknown', '13-15', false],
    ['13-15', 'under-13', false],
    ['25-44', 'under-13', false],
    ['under-13', 'not-asked', true],
    ['unknown', 'not-asked', false],
  ] as const)('a person of %s now and %s in the images counts as under 13: %s', (now, inImages, expected) => {
    expect(isUnder13({ now, inImages })).toBe(expected)
  })
})

describe('the age band of a date of birth', () => {
  const on = new Date('2026-11-24T12:00:00Z')

  test.each([
    ['2026-11-24', 'under-13'],
    ['2013-11-25', 'under-13'],
    ['2013-11-24', '13-15'],
    ['2010-11-25', '13-15'],
    ['2010-11-24', '16-17'],
    ['2008-11-25', '16-17'],
    ['2008-12-01', '16-17'],
    ['2008-11-24', '18-24'],
    ['2008-10-31', '18-24'],
    ['2001-11-25', '18-24'],
    ['2001-11-24', '25-44'],
    ['1981-11-25', '25-44'],
    ['1981-11-24', '45-plus'],
    ['2026-11-25', 'unknown'],
    ['2031-01-01', 'unknown'],
  ])('a person born on %s is %s on 24 November 2026', (dateOfBirth, band) => {
    expect(ageBandOn(dateOfBirth, on)).toBe(band)
  })

  test('a birthday on 29 February counts from 1 March in other years', () => {
    expect(ageBandOn('2008-02-29', new Date('2026-02-28T23:59:59Z'))).toBe('16-17')
    expect(ageBandOn('2008-02-29', new Date('2026-03-01T00:00:00Z'))).toBe('18-24')
  })

  test('a person is a year older from midnight UTC', () => {
    expect(ageBandOn('2008-11-24', new Date('2026-11-23T23:59:59.999Z'))).toBe('16-17')
    expect(ageBandOn('2008-11-24', new Date('2026-11-24T00:00:00.000Z'))).toBe('18-24')
  })
})
