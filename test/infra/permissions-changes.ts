import type { Conditions } from '../../infra/local/iam/conditions.ts'
import type { PrincipalStatement } from '../../infra/local/iam/template-policies.ts'
import { listOf } from './synthesised.ts'

/** What becomes of a statement: another, or none. */
export interface Change {
  readonly words: string
  readonly statement?: PrincipalStatement
}

const without = <Item>(items: readonly Item[], item: Item): readonly Item[] => items.filter((each) => each !== item)

/** Drops each item of a list that has more than one. */
const dropEach = (
  what: string,
  value: string | readonly string[] | undefined,
  change: (rest: readonly string[]) => PrincipalStatement,
): readonly Change[] => {
  const items = listOf(value)
  if (items.length < 2) return []
  return items.map((item) => ({ words: `without ${what} ${item}`, statement: change(without(items, item)) }))
}

/** Returns each key that a statement compares, with its operator. */
export const conditionsOf = ({ Condition = {} }: PrincipalStatement) =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, values: listOf(value) })),
  )

const toConditions = (parts: readonly ReturnType<typeof conditionsOf>[number][]): Conditions => {
  const conditions: Record<string, Record<string, readonly (string | number | boolean)[]>> = {}
  for (const { operator, key, values } of parts) {
    const known = conditions[operator]?.[key] ?? []
    conditions[operator] = { ...conditions[operator], [key]: [...new Set([...known, ...values])] }
  }
  return conditions
}

const changeConditions = (statement: PrincipalStatement): readonly Change[] => {
  const parts = conditionsOf(statement)
  const removed = parts.map((part) => ({
    words: `without ${part.operator} ${part.key}`,
    statement: { ...statement, Condition: toConditions(without(parts, part)) },
  }))
  const narrowed = parts
    .filter(({ values }) => values.length > 1)
    .flatMap((part) =>
      part.values.map((value) => ({
        words: `without ${String(value)} in ${part.key}`,
        statement: {
          ...statement,
          Condition: toConditions([...without(parts, part), { ...part, values: without(part.values, value) }]),
        },
      })),
    )
  const all = parts.length > 1 ? [{ words: 'without any condition', statement: { ...statement, Condition: {} } }] : []
  return [...removed, ...narrowed, ...all]
}

const changePrincipal = (statement: PrincipalStatement): readonly Change[] => {
  const { Principal } = statement
  if (Principal === undefined || Principal === '*' || Principal.AWS === '*') return []
  const kinds = (['AWS', 'Service'] as const).flatMap((kind) =>
    dropEach(kind, Principal[kind], (rest) => ({ ...statement, Principal: { ...Principal, [kind]: rest } })),
  )
  return [{ words: 'for everyone', statement: { ...statement, Principal: '*' } }, ...kinds]
}

const widenAction = (statement: PrincipalStatement): readonly Change[] => {
  const services = new Set(listOf(statement.Action).map((action) => `${action.split(':')[0]}:*`))
  const [service = '', ...others] = services
  if (others.length > 0) throw new Error('a statement has actions of two services')
  return listOf(statement.Action).includes(service)
    ? []
    : [{ words: `with ${service}`, statement: { ...statement, Action: service } }]
}

/** A role's own statement names resources; that of a resource is about the resource. */
const changeResource = (statement: PrincipalStatement): readonly Change[] =>
  statement.Principal === undefined
    ? [
        { words: 'on every resource', statement: { ...statement, Resource: '*' } },
        { words: 'with every action', statement: { ...statement, Action: '*' } },
        ...dropEach('resource', statement.Resource, (Resource) => ({ ...statement, Resource })),
      ]
    : []

/** Returns everything that is done to one statement. */
export const changesOf = (statement: PrincipalStatement): readonly Change[] => [
  { words: 'dropped' },
  { words: 'turned round', statement: { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' } },
  ...dropEach('action', statement.Action, (Action) => ({ ...statement, Action })),
  ...widenAction(statement),
  ...changeResource(statement),
  ...changePrincipal(statement),
  ...changeConditions(statement),
]

const union = (one: string | readonly string[] | undefined, other: string | readonly string[] | undefined) => [
  ...new Set([...listOf(one), ...listOf(other)]),
]

const unionOfPrincipals = (one: PrincipalStatement, other: PrincipalStatement): Partial<PrincipalStatement> => {
  if (one.Principal === undefined || other.Principal === undefined) return {}
  if (one.Principal === '*' || other.Principal === '*') return { Principal: '*' }
  return {
    Principal: {
      AWS: union(one.Principal.AWS, other.Principal.AWS),
      Service: union(one.Principal.Service, other.Principal.Service),
    },
  }
}

/** Two statements made one: with all conditions of both, or with those of one of them. */
export const merge = (one: PrincipalStatement, other: PrincipalStatement): readonly Change[] => {
  if (one.Effect !== other.Effect) return []
  const merged: PrincipalStatement = {
    Effect: one.Effect,
    Action: union(one.Action, other.Action),
    Resource: union(one.Resource, other.Resource),
    ...unionOfPrincipals(one, other),
  }
  const [ofOne, ofOther] = [conditionsOf(one), conditionsOf(other)]
  return [
    {
      words: 'under all conditions of both',
      statement: { ...merged, Condition: toConditions([...ofOne, ...ofOther]) },
    },
    { words: 'under the conditions of the first', statement: { ...merged, Condition: toConditions(ofOne) } },
    { words: 'under the conditions of the second', statement: { ...merged, Condition: toConditions(ofOther) } },
  ]
}
