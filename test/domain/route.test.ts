import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgeBand, ImagesAge } from '../../shared/domain/age.ts'
import { type Division, desks, divisions } from '../../shared/domain/desk.ts'
import { findPlace, type Location } from '../../shared/domain/place.ts'
import { decideRoute, type RouteDecision, type RoutingFacts, routingVersion } from '../../shared/domain/route.ts'
import { anyFacts } from './arbitraries.ts'

const factsOf = (now: AgeBand, inImages: ImagesAge, location: Location | undefined): RoutingFacts => ({
  ages: { now, inImages },
  place: findPlace(location),
  urgency: {
    inDangerNow: 'no',
    selfHarm: 'none',
    ageNow: now,
    ageInImages: inImages,
    demandDeadlineWithin24Hours: false,
    contactOngoing: false,
    imagesShared: false,
  },
})

describe('the examples that must hold', () => {
  test('a person of 17 in Kirkcaldy goes to child protection, with division P as a fact', () => {
    const facts = factsOf('16-17', '16-17', { postcode: 'KY1 1XX' })
    expect(decideRoute(facts)).toMatchObject({
      desk: 'child-protection',
      ruleId: 'child',
      ageGroup: 'child',
      grade: 'prompt',
    })
    expect(facts.place).toMatchObject({ kind: 'division', division: 'P' })
  })

  test.each<[string, AgeBand, ImagesAge, Location | undefined, RouteDecision['desk'], RouteDecision['ruleId']]>([
    ['an adult in Leith', '25-44', '25-44', { postcode: 'EH6 7AA' }, 'division-e', 'adult-in-division'],
    ['an adult with images made at 16 or 17', '25-44', '16-17', { postcode: 'EH6' }, 'child-protection', 'child'],
    ['a person of unknown age', 'unknown', 'unknown', { postcode: 'EH6' }, 'child-protection', 'child'],
    ['an adult whose age in the images is unknown', '25-44', 'unknown', undefined, 'child-protection', 'child'],
    [
      'a person of unknown age with images made at 18 or over',
      'unknown',
      '18-24',
      undefined,
      'child-protection',
      'child',
    ],
    [
      'an adult who was not asked about the images',
      '25-44',
      'not-asked',
      { postcode: 'EH6' },
      'division-e',
      'adult-in-division',
    ],
    [
      'a child who was not asked about the images',
      '16-17',
      'not-asked',
      { postcode: 'EH6' },
      'child-protection',
      'child',
    ],
    [
      'a person of unknown age who was not asked',
      'unknown',
      'not-asked',
      { postcode: 'EH6' },
      'child-protection',
      'child',
    ],
    ['an adult in Berwick', '25-44', '25-44', { postcode: 'TD15 2AA' }, 'outside-scotland', 'adult-outside-scotland'],
    ['an adult in Carlisle', '18-24', '18-24', { postcode: 'CA1 1AA' }, 'outside-scotland', 'adult-outside-scotland'],
    ['an adult who gives no place', '45-plus', '45-plus', undefined, 'duty-control', 'adult-place-unknown'],
    ['a child in Carlisle', '13-15', '13-15', { postcode: 'CA1 1AA' }, 'child-protection', 'child'],
  ])('%s is routed to the right desk by the right rule', (_who, now, inImages, location, desk, ruleId) => {
    const decision = decideRoute(factsOf(now, inImages, location))
    expect(decision).toMatchObject({ desk, ruleId, routingVersion })
  })
})

describe('the laws of routing', () => {
  test('every report has a desk that exists, a grade and the rule that chose it', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideRoute(facts)
        expect(desks).toContain(decision.desk)
        expect(decision.grade).toMatch(/^(immediate|prompt|standard)$/)
        expect(decision.ruleId).not.toBe('')
      }),
    )
  })

  test('an adult in a division goes to the desk of that division', () => {
    for (const division of Object.keys(divisions) as Division[]) {
      const place = { kind: 'division', division, share: 1, by: 'district' } as const
      const decision = decideRoute({ ...factsOf('25-44', '25-44', undefined), place })
      expect(decision.desk).toBe(`division-${division.toLowerCase()}`)
    }
  })

  test('an age that becomes unknown never moves a report to an adult desk', () => {
    const knowingLess = fc.tuple(
      anyFacts,
      fc.constantFrom({ now: 'unknown' }, { inImages: 'unknown' }) as fc.Arbitrary<object>,
    )
    fc.assert(
      fc.property(knowingLess, ([facts, change]) => {
        const before = decideRoute(facts)
        const after = decideRoute({ ...facts, ages: { ...facts.ages, ...change } })
        if (before.desk === 'child-protection') expect(after.desk).toBe('child-protection')
        expect(after.ageGroup).toBe('child')
      }),
    )
  })

  test("an age that was not understood makes any report a child's", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideRoute({ ...facts, ages: { ...facts.ages, notUnderstood: true } })
        expect(decision).toMatchObject({ desk: 'child-protection', ageGroup: 'child' })
        expect(decision.reasons).toContain('child')
      }),
    )
  })

  test("a report has a child's desk exactly when it has a child's grade", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { desk, reasons } = decideRoute(facts)
        expect(reasons.includes('child')).toBe(desk === 'child-protection')
      }),
    )
  })

  test('what a person says of a place or of danger never moves a child to an adult desk', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (facts, other) => {
        const moved = { ...other, ages: facts.ages }
        expect(decideRoute(moved).ageGroup).toBe(decideRoute(facts).ageGroup)
      }),
    )
  })
})
