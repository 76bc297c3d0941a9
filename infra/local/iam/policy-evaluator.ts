/** One statement of an IAM policy document, as CloudFormation holds it. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | boolean | readonly (string | boolean)[]>>>
  >
}

/** A call to decide on. `context` holds condition keys with their values; a key that is absent from a call is absent here. */
export interface PolicyRequest {
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, string | readonly string[]>>
}

const toList = <Value>(value: Value | readonly Value[] | undefined): readonly Value[] => {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value]
}

/** Gives whether a text matches an IAM pattern: `*` any characters, `?` one, the rest to the letter. */
const matchesPattern = (pattern: string, text: string, flags = ''): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  return new RegExp(`^${source}$`, `s${flags}`).test(text)
}

/** Replaces `${key}` by the call's value; undefined when the call has none, for then the condition can't hold. */
const withVariables = (pattern: string, context: PolicyRequest['context']): string | undefined => {
  let complete = true
  const text = pattern.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
    const value = toList(contextValue(context, key))[0]
    if (value === undefined) complete = false
    return value ?? ''
  })
  return complete ? text : undefined
}

const contextValue = (context: PolicyRequest['context'], key: string): string | readonly string[] | undefined => {
  const name = Object.keys(context).find((each) => each.toLowerCase() === key.toLowerCase())
  return name === undefined ? undefined : context[name]
}

type Compare = (expected: string, actual: string) => boolean

const operators: Readonly<Record<string, Compare>> = {
  StringEquals: (expected, actual) => expected === actual,
  StringLike: (expected, actual) => matchesPattern(expected, actual),
  ArnLike: (expected, actual) => matchesPattern(expected, actual),
  ArnEquals: (expected, actual) => matchesPattern(expected, actual),
  Bool: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
}

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotLike: 'ArnLike',
  ArnNotEquals: 'ArnEquals',
}

const isNullHeld = (expected: readonly string[], actual: readonly string[]): boolean =>
  expected.some((each) => (each === 'true') === (actual.length === 0))

const isOperatorHeld = (
  operator: string,
  key: string,
  expected: readonly string[],
  context: PolicyRequest['context'],
): boolean => {
  const actual = toList(contextValue(context, key))
  const [, quantifier, rest] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/.exec(operator) ?? []
  const ifExists = rest?.endsWith('IfExists') === true
  const name = (rest ?? operator).replace(/IfExists$/, '')
  if (name === 'Null') return isNullHeld(expected, actual)
  const compare = operators[negations[name] ?? name]
  if (compare === undefined) throw new Error(`condition operator ${operator} is not known to this evaluator`)
  if (ifExists && actual.length === 0) return true
  const negated = name in negations
  const isOneHeld = (value: string) => {
    const matched = expected.some((each) => {
      const text = withVariables(each, context)
      return text !== undefined && compare(text, value)
    })
    return matched !== negated
  }
  if (quantifier === 'ForAllValues') return actual.every(isOneHeld)
  if (quantifier === 'ForAnyValue') return actual.some(isOneHeld)
  return actual.length === 0 ? negated : actual.every(isOneHeld)
}

const isConditionHeld = (condition: PolicyStatement['Condition'], context: PolicyRequest['context']): boolean =>
  Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      isOperatorHeld(operator, key, toList(expected as string).map(String), context),
    ),
  )

const isActionMeant = (statement: PolicyStatement, action: string): boolean => {
  const isNamed = (patterns: readonly string[]) => patterns.some((pattern) => matchesPattern(pattern, action, 'i'))
  return statement.NotAction === undefined ? isNamed(toList(statement.Action)) : !isNamed(toList(statement.NotAction))
}

const isStatementMeant = (statement: PolicyStatement, { action, resource, context }: PolicyRequest): boolean =>
  isActionMeant(statement, action) &&
  toList(statement.Resource).some((pattern) => matchesPattern(pattern, resource)) &&
  isConditionHeld(statement.Condition, context)

/**
 * Decides a call by IAM's rule: an explicit deny wins, then an allow is needed, else it is denied.
 *
 * @throws Error when a statement that names the action and resource uses a condition operator that is not known here: nothing is guessed
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const isAllowed = (statements: readonly PolicyStatement[], request: PolicyRequest): boolean => {
  const meant = statements.filter((statement) => isStatementMeant(statement, request))
  return meant.some(({ Effect }) => Effect === 'Allow') && !meant.some(({ Effect }) => Effect === 'Deny')
}
