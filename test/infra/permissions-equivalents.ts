import { hasKey, knownActions } from '../../infra/local/iam/condition-keys.ts'
import { matchesAction } from '../../infra/local/iam/patterns.ts'
import type { PrincipalStatement } from '../../infra/local/iam/template-policies.ts'
import { conditionsOf } from './permissions-changes.ts'
import type { Mutant } from './permissions-mutants.ts'
import { listOf } from './synthesised.ts'

/** A kind of bug that changes nothing, and why. */
export interface Equivalent {
  readonly reason: string
  readonly fits: (mutant: Mutant) => boolean
}

const servicesOf = ({ Action }: PrincipalStatement) => new Set(listOf(Action).map((action) => action.split(':')[0]))

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Operators that a missing key fails. */
const isPositive = (operator: string) => /^(StringEquals|StringLike|ArnLike|ArnEquals|Bool|Null)$/.test(operator)

const isNamed = (patterns: readonly string[], action: string) =>
  patterns.some((pattern) => matchesAction(pattern, action))

/** True when a wider pattern adds only actions that lack a key which the statement's conditions ask for. */
const addsNothing = ([before]: Mutant['before'], [after]: Mutant['after']): boolean => {
  if (before === undefined || after === undefined || !same(before.Condition, after.Condition)) return false
  const [narrow, wide] = [listOf(before.Action), listOf(after.Action)]
  const asked = conditionsOf(before).filter(({ operator }) => isPositive(operator))
  const added = knownActions.filter((action) => isNamed(wide, action) && !isNamed(narrow, action))
  return asked.length > 0 && added.every((action) => asked.some(({ key }) => !hasKey(action, key)))
}

/** The conditions of one statement that the other lacks, with the actions that they would come to. */
const extraOf = (one: PrincipalStatement, other: PrincipalStatement) =>
  conditionsOf(one)
    .filter((condition) => !conditionsOf(other).some((each) => same(each, condition)))
    .map(({ operator, key }) => ({ operator, key, actions: listOf(other.Action) }))

/** Bugs that no call would tell. */
export const equivalents: readonly Equivalent[] = [
  {
    reason: 'no action of one service is for a resource of another, so each keeps to its own resources',
    fits: ({ before: [one, other] }) =>
      one !== undefined &&
      other !== undefined &&
      ![...servicesOf(one)].some((service) => servicesOf(other).has(service)),
  },
  {
    reason: 'the statements differ in the values of one key alone, and a list of values means any of them',
    fits: ({ words, before: [one, other] }) =>
      one !== undefined &&
      other !== undefined &&
      words.endsWith('under all conditions of both') &&
      same({ ...one, Condition: undefined }, { ...other, Condition: undefined }) &&
      conditionsOf(one).length === 1 &&
      same(Object.keys(one.Condition ?? {}), Object.keys(other.Condition ?? {})),
  },
  {
    reason: 'the actions that are added lack a key that the conditions ask for',
    fits: ({ before, after }) => before.length === 1 && addsNothing(before, after),
  },
  {
    reason: 'the conditions that differ ask only about keys that the actions of the other statement lack',
    fits: ({ words, before: [one, other] }) =>
      one !== undefined &&
      other !== undefined &&
      words.endsWith('under all conditions of both') &&
      [...extraOf(one, other), ...extraOf(other, one)].every(
        ({ operator, key, actions }) => operator.endsWith('IfExists') && !actions.some((action) => hasKey(action, key)),
      ),
  },
  {
    reason: 'AWS itself sets the source of a call, and only SNS, API Gateway or EventBridge calls from such a source',
    fits: ({ words, before }) =>
      /(for everyone|under all conditions of both)$/.test(words) &&
      before.every((statement) => conditionsOf(statement).some(({ key }) => key === 'aws:SourceArn')),
  },
  {
    reason: 'a topic that refuses more calls over plain HTTP refuses none that anyone makes',
    fits: ({ words }) => words.endsWith('Deny sns:Publish with sns:*'),
  },
  {
    reason: 'kms:ListAliases is about no key, so a key policy has no say in it',
    fits: ({ words }) => words.endsWith('without action kms:ListAliases'),
  },
]
