import { isMultivalued, type RequestContext } from './condition-keys.ts'
import { matchesArn, matchesPattern } from './patterns.ts'

/** The conditions of a statement: operator, then key, then what the key is compared with. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>>>
type ConditionValue = string | number | boolean

/** Returns a list of what a policy holds as one value or as a list. */
export const toList = <Value>(value: Value | readonly Value[] | undefined): readonly Value[] => {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value]
}

/** Returns the value of a key of a call, whose name is the same in any case; undefined when it is missing. */
const contextValue = (context: RequestContext, key: string): string | readonly string[] | undefined => {
  const name = Object.keys(context).find((each) => each.toLowerCase() === key.toLowerCase())
  return name === undefined ? undefined : context[name]
}

/**
 * Replaces each `${key}` by the call's value; undefined when one is missing or has several values: AWS then takes the
 * statement for invalid.
 */
export const withVariables = (text: string, context: RequestContext): string | undefined => {
  let complete = true
  const replaced = text.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
    const value = contextValue(context, key)
    if (typeof value === 'string') return value
    complete = false
    return ''
  })
  return complete ? replaced : undefined
}

type Compare = (expected: string, actual: string) => boolean

const operators: Readonly<Record<string, Compare>> = {
  StringEquals: (expected, actual) => expected === actual,
  StringLike: matchesPattern,
  ArnLike: matchesArn,
  ArnEquals: matchesArn,
  Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  NumericLessThan: (expected, actual) => Number(actual) < Number(expected),
}

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotLike: 'ArnLike',
  ArnNotEquals: 'ArnEquals',
}

interface Operator {
  readonly quantifier: string | undefined
  readonly name: string
  readonly ifExists: boolean
}

const toOperator = (operator: string): Operator => {
  const [, quantifier, name = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  return { quantifier, name, ifExists: suffix !== undefined }
}

/** One key of a condition, and the values that it has in the call. */
interface Comparison {
  readonly key: string
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

const isNullHeld = ({ expected, actual }: Comparison): boolean =>
  expected.some((each) => (each === 'true') === (actual.length === 0))

const isHeld = ({ quantifier, name, ifExists }: Operator, comparison: Comparison, context: RequestContext): boolean => {
  const { key, expected, actual } = comparison
  if (name === 'Null') return isNullHeld(comparison)
  const compare = operators[negations[name] ?? name]
  if (compare === undefined) throw new Error(`condition operator ${name} is not known to this evaluator`)
  if (isMultivalued(key) && quantifier === undefined)
    throw new Error(`${key} has several values: ${name} needs a quantifier`)
  const resolved = expected.map((each) => withVariables(each, context))
  if (resolved.includes(undefined)) return false
  if (actual.length === 0)
    return ifExists || (quantifier === undefined ? name in negations : quantifier === 'ForAllValues')
  const isOneHeld = (value: string) =>
    resolved.some((each) => each !== undefined && compare(each, value)) !== name in negations
  return quantifier === 'ForAnyValue' ? actual.some(isOneHeld) : actual.every(isOneHeld)
}

/**
 * True when every condition of a statement holds for a call. A missing key fails every operator but the negated ones,
 * `…IfExists`, `Null: true` and `ForAllValues`.
 *
 * @throws Error for an operator that is not known here: nothing is guessed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const areHeld = (conditions: Conditions | undefined, context: RequestContext): boolean =>
  Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const actual = toList(contextValue(context, key))
      return isHeld(toOperator(operator), { key, expected: toList(expected).map(String), actual }, context)
    }),
  )
