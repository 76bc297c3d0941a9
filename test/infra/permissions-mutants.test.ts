import { describe, expect, test } from 'vitest'
import { equivalents } from './permissions-equivalents.ts'
import { wrongVerdicts } from './permissions-judge.ts'
import { mutantsOf } from './permissions-mutants.ts'
import { ownPolicies } from './permissions-stack.ts'

const isNoticed = ({ policies, concern }: ReturnType<typeof mutantsOf>[number]): boolean =>
  wrongVerdicts(policies, concern).next().done === false

describe('a bug planted into any statement of any policy', () => {
  const mutants = mutantsOf(ownPolicies)
  const unnoticed = mutants.filter((mutant) => !isNoticed(mutant))

  test('is of every kind: dropped, widened, without a condition, merged', () => {
    const kinds = ['dropped', 'with sqs:\\*', 'on every resource', 'for everyone', 'without Null ', 'merged with']
    for (const kind of kinds)
      expect(
        mutants.some(({ words }) => new RegExp(kind).test(words)),
        kind,
      ).toBe(true)
    expect(mutants.length).toBeGreaterThan(1000)
  })

  test('is noticed by what each may do and may not, unless it changes nothing', () => {
    const unexplained = unnoticed.filter((mutant) => !equivalents.some(({ fits }) => fits(mutant)))
    expect(unexplained.map(({ words }) => words)).toEqual([])
  })

  test.each(equivalents)('changes nothing: $reason', ({ fits }) => {
    expect(unnoticed.some(fits)).toBe(true)
  })
})
