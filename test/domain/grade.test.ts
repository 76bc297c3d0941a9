import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgeBand, type AgeGroup, ageBands, ageGroupOf, type ImagesAge } from '../../shared/domain/age.ts'
import { type Grade, type Grading, gradeOf, grades, toGrade, type Urgency } from '../../shared/domain/grade.ts'
import { calm } from '../kit/urgency.ts'
import { anyUrgency } from './arbitraries.ts'

const graded = (urgency: Urgency): Grading =>
  gradeOf(urgency, ageGroupOf({ now: urgency.ageNow, inImages: urgency.ageInImages }))

describe('the grade', () => {
  test.each<[Partial<Urgency>, Grade, readonly string[]]>([
    [{}, 'standard', []],
    [{ inDangerNow: 'unknown', selfHarm: 'unknown' }, 'standard', []],
    [{ inDangerNow: 'yes' }, 'immediate', ['in-danger-now']],
    [{ selfHarm: 'plan' }, 'immediate', ['self-harm-plan']],
    [{ selfHarm: 'attempt' }, 'immediate', ['self-harm-attempt']],
    [{ selfHarm: 'thoughts' }, 'prompt', ['self-harm-thoughts']],
    [{ ageNow: 'under-13', ageInImages: 'under-13' }, 'immediate', ['under-13', 'child']],
    [{ ageNow: 'unknown', ageInImages: 'under-13' }, 'immediate', ['under-13', 'child']],
    [{ ageInImages: 'under-13' }, 'prompt', ['child']],
    [{ ageNow: '16-17' }, 'prompt', ['child']],
    [{ ageInImages: 'unknown' }, 'prompt', ['child']],
    [{ ageInImages: 'not-asked' }, 'standard', []],
    [{ ageNow: 'unknown', ageInImages: 'not-asked' }, 'prompt', ['child']],
    [{ ageNow: 'under-13', ageInImages: 'not-asked' }, 'immediate', ['under-13', 'child']],
    [{ demandDeadlineWithin24Hours: true }, 'prompt', ['demand-deadline-within-24-hours']],
    [{ contactOngoing: true }, 'prompt', ['contact-ongoing']],
    [{ imagesShared: true }, 'prompt', ['images-shared']],
    [{ imagesShared: true, inDangerNow: 'yes' }, 'immediate', ['in-danger-now', 'images-shared']],
  ])('a report with %j has the grade %s for the reasons %j', (change, grade, reasons) => {
    expect(graded({ ...calm, ...change })).toEqual({ grade, reasons })
  })

  test('a grade is standard exactly when there is no reason to raise it', () => {
    fc.assert(
      fc.property(anyUrgency, (urgency) => {
        const { grade, reasons } = graded(urgency)
        expect(reasons.length === 0).toBe(grade === 'standard')
      }),
    )
  })
})

test('a grade names the reason child exactly when the age group that decides the desk is a child', () => {
  fc.assert(
    fc.property(anyUrgency, fc.constantFrom<AgeGroup>('child', 'adult'), (urgency, ageGroup) => {
      const { grade, reasons } = gradeOf(urgency, ageGroup)
      expect(reasons.includes('child')).toBe(ageGroup === 'child')
      if (ageGroup === 'child') expect(grade).not.toBe('standard')
    }),
  )
})

test('a stored grade counts as itself, and one that this code does not know as immediate', () => {
  for (const grade of grades) expect(toGrade(grade)).toBe(grade)
  for (const stored of ['urgent', '', 'Standard', 'constructor', '0']) expect(toGrade(stored)).toBe('immediate')
})

const younger: readonly AgeBand[] = ageBands.filter((band) => band !== 'unknown')
const moreHarm = ['none', 'unknown', 'thoughts', 'plan', 'attempt'] as const

/** Every answer at least as urgent as this one: a younger band, or a band that is no longer known to be adult. */
const raisedAge = (band: AgeBand): readonly AgeBand[] => {
  if (band === 'unknown') return ['unknown', 'under-13']
  const orYounger = younger.slice(0, younger.indexOf(band) + 1)
  return younger.indexOf(band) > younger.indexOf('16-17') ? [...orYounger, 'unknown'] : orYounger
}

/** The same of the age in the images: to answer at all, other than with an adult's age, raises what was not asked. */
const raisedImagesAge = (age: ImagesAge): readonly ImagesAge[] =>
  age === 'not-asked' ? [age, ...ageBands] : raisedAge(age)

const raised = (urgency: Urgency): fc.Arbitrary<Urgency> => {
  const raisedFlag = (flag: boolean) => (flag ? fc.constant(true) : fc.boolean())
  return fc.record({
    inDangerNow: fc.constantFrom(urgency.inDangerNow, 'yes' as const),
    selfHarm: fc.constantFrom(...moreHarm.slice(moreHarm.indexOf(urgency.selfHarm))),
    ageNow: fc.constantFrom(...raisedAge(urgency.ageNow)),
    ageInImages: fc.constantFrom(...raisedImagesAge(urgency.ageInImages)),
    demandDeadlineWithin24Hours: raisedFlag(urgency.demandDeadlineWithin24Hours),
    contactOngoing: raisedFlag(urgency.contactOngoing),
    imagesShared: raisedFlag(urgency.imagesShared),
  })
}

test('raising one urgency fact never lowers the grade', () => {
  const oneRaised = anyUrgency.chain((before) =>
    fc
      .tuple(raised(before), fc.constantFrom(...(Object.keys(before) as (keyof Urgency)[])))
      .map(([all, key]) => ({ before, after: { ...before, [key]: all[key] } })),
  )
  fc.assert(
    fc.property(oneRaised, ({ before, after }) => {
      expect(grades.indexOf(graded(after).grade)).toBeLessThanOrEqual(grades.indexOf(graded(before).grade))
    }),
    { numRuns: 1000 },
  )
})
