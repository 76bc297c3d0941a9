import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdviceSeeker, guidanceFor } from '../../shared/domain/guidance.ts'
import { adviceList } from '../../shared/domain/guidance-data.ts'
import { anyBand } from './arbitraries.ts'

const seeker: AdviceSeeker = { ages: { now: '25-44', inImages: '25-44' }, paid: 'no', shared: 'no' }
const idsFor = (change: Partial<AdviceSeeker>) => guidanceFor({ ...seeker, ...change }).map(({ id }) => id)

const everyone = ['immediate-danger', 'call-101', 'not-to-blame', 'do-not-pay', 'stop-contact', 'keep-evidence']

const anySeeker: fc.Arbitrary<AdviceSeeker> = fc.record({
  ages: fc.record({ now: anyBand, inImages: anyBand }),
  paid: fc.constantFrom(...(['no', 'yes', 'partly', 'asked-again', 'unknown'] as const)),
  shared: fc.constantFrom(...(['no', 'yes', 'unsure', 'unknown'] as const)),
  forSomeoneElse: fc.boolean(),
})
const under18 = fc.constantFrom('under-13' as const, '13-15' as const, '16-17' as const)

describe('the advice, in order', () => {
  test.each<[string, AdviceSeeker['ages'], readonly string[]]>([
    ['of 16 or 17', { now: '16-17', inImages: '16-17' }, ['report-remove', 'take-it-down', 'ceop', 'trusted-adult']],
    [
      'of 16 or 17 who left out the other age',
      { now: '16-17', inImages: 'unknown' },
      ['report-remove', 'take-it-down', 'ceop', 'trusted-adult'],
    ],
    [
      'of 16 or 17 with an answer that cannot be',
      { now: '16-17', inImages: '25-44' },
      ['report-remove', 'take-it-down', 'ceop', 'trusted-adult'],
    ],
    ['of 25 with images made at 16', { now: '25-44', inImages: '16-17' }, ['take-it-down']],
    ['of 25 with images made then', { now: '25-44', inImages: '25-44' }, ['stop-ncii', 'revenge-porn-helpline']],
    [
      'of 25 with images of unknown age',
      { now: '25-44', inImages: 'unknown' },
      ['take-it-down', 'stop-ncii', 'revenge-porn-helpline'],
    ],
    [
      'of unknown age with images made at 16',
      { now: 'unknown', inImages: '16-17' },
      ['report-remove', 'take-it-down', 'ceop', 'trusted-adult'],
    ],
    [
      'of unknown age with images made at 18',
      { now: 'unknown', inImages: '18-24' },
      ['stop-ncii', 'ceop', 'trusted-adult', 'revenge-porn-helpline'],
    ],
    [
      'of whom nothing is known',
      { now: 'unknown', inImages: 'unknown' },
      ['report-remove', 'take-it-down', 'stop-ncii', 'ceop', 'trusted-adult', 'revenge-porn-helpline'],
    ],
  ])('to a person %s', (_who, ages, own) => {
    expect(idsFor({ ages })).toEqual([...everyone, ...own])
  })

  test.each([
    ['no', 'do-not-pay'],
    ['unknown', 'do-not-pay'],
    ['yes', 'do-not-pay-again'],
    ['partly', 'do-not-pay-again'],
    ['asked-again', 'do-not-pay-again'],
  ] as const)('on money, when paid is %s: %s', (paid, id) => {
    expect(idsFor({ paid })[3]).toBe(id)
    expect(idsFor({ paid }).filter((each) => each.startsWith('do-not-pay'))).toEqual([id])
  })

  test.each([
    ['no', 'report-remove'],
    ['unknown', 'report-remove'],
    ['yes', 'report-remove-shared'],
    ['unsure', 'report-remove-shared'],
  ] as const)('on taking images of a child down, when shared is %s: %s', (shared, id) => {
    const ids = idsFor({ shared, ages: { now: '13-15', inImages: '13-15' } })
    expect(ids.filter((each) => each.startsWith('report-remove'))).toEqual([id])
  })

  test('names the NSPCC only to someone who reports for another, and not for an adult', () => {
    const child = { now: '13-15', inImages: '13-15' } as const
    expect(idsFor({ ages: child, forSomeoneElse: true })).toContain('nspcc')
    expect(idsFor({ ages: child, forSomeoneElse: false })).not.toContain('nspcc')
    expect(idsFor({ ages: child })).not.toContain('nspcc')
    expect(idsFor({ forSomeoneElse: true })).not.toContain('nspcc')
  })
})

describe('the laws of advice', () => {
  test('immediate danger and 999 come first, and nothing comes twice', () => {
    fc.assert(
      fc.property(anySeeker, (who) => {
        const advice = guidanceFor(who)
        expect(advice[0]).toMatchObject({ id: 'immediate-danger', phone: '999' })
        expect(new Set(advice.map(({ id }) => id)).size).toBe(advice.length)
      }),
    )
  })

  test('a person under 18, now or in the images, is never sent to a service for adults', () => {
    const closed = (who: AdviceSeeker) =>
      expect(guidanceFor(who).map(({ id }) => id)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(stop-ncii|revenge-porn-helpline)$/)]),
      )
    fc.assert(
      fc.property(anySeeker, under18, anyBand, (who, young, other) => {
        closed({ ...who, ages: { now: young, inImages: other } })
        closed({ ...who, ages: { now: other, inImages: young } })
      }),
    )
  })

  test('knowing less never takes away advice for a child, and everyone is told how images can be dealt with', () => {
    fc.assert(
      fc.property(anySeeker, under18, (who, young) => {
        const child = guidanceFor({ ...who, ages: { now: young, inImages: young } })
        const unsaid = guidanceFor({ ...who, ages: { now: 'unknown', inImages: 'unknown' } })
        expect(unsaid).toEqual(expect.arrayContaining([...child]))
        const takeDown = guidanceFor(who).filter(({ id }) => /^(report-remove|take-it-down|stop-ncii)/.test(id))
        expect(takeDown.length).toBeGreaterThan(0)
      }),
    )
  })

  test('a person of unknown age is not told that they are under 18, nor that they are an adult', () => {
    fc.assert(
      fc.property(anySeeker, (who) => {
        for (const { text } of guidanceFor({ ...who, ages: { ...who.ages, now: 'unknown' } })) {
          expect(text).not.toMatch(/(?<!if )you are (under 18|18 or over)|because you are|as (a child|an adult)/i)
        }
      }),
    )
  })
})

describe('every piece of advice', () => {
  test.each(adviceList.map((entry) => entry.advice))(
    '$id has a source, a review date, and plain short words',
    (advice) => {
      expect(advice.source).not.toBe('')
      expect(advice.reviewedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(advice.text.length).toBeLessThanOrEqual(240)
      expect(advice.text.replaceAll('You are not to blame', '')).not.toMatch(
        /blame|fault|should(n't| not)? have|stupid|foolish|careless|mistake|asham|shame|regret|naive|reckless|why did you/i,
      )
    },
  )

  test('has an id of its own', () => {
    const ids = adviceList.map((entry) => entry.advice.id)
    expect(ids.length).toBeGreaterThan(10)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('gives only the telephone numbers whose source was read', () => {
    const numbers = adviceList.flatMap(({ advice }) => advice.text.match(/\d[\d ]*\d/g) ?? [])
    expect(new Set(numbers)).toEqual(new Set(['18', '999', '101', '0808 800 5000', '0345 6000 459']))
  })

  test('has its telephone number in its text too', () => {
    for (const { advice } of adviceList) expect(advice.text).toContain(advice.phone ?? '')
  })
})
