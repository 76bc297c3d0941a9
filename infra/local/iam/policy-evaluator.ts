import { contextFor, type RequestContext } from './condition-keys.ts'
import { areHeld, type Conditions, toList, withVariables } from './conditions.ts'
import { matchesAction, matchesPattern } from './patterns.ts'

/** One statement of an IAM policy document, as CloudFormation holds it. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Condition?: Conditions
}

/**
 * A call to decide on. `context` holds what is known about it, of which each action sees its own condition keys alone.
 */
export interface PolicyRequest {
  readonly action: string
  readonly resource: string
  readonly context: RequestContext
}

const isActionMeant = (statement: PolicyStatement, action: string): boolean => {
  const isNamed = (patterns: readonly string[]) => patterns.some((pattern) => matchesAction(pattern, action))
  return statement.NotAction === undefined ? isNamed(toList(statement.Action)) : !isNamed(toList(statement.NotAction))
}

/** Elements that no policy of ours has. One that did would be read as if they were not there. */
const unknownElements = ['NotResource', 'NotPrincipal']

const isStatementMeant = (statement: PolicyStatement, { action, resource, context }: PolicyRequest): boolean => {
  const unknown = unknownElements.find((element) => element in statement)
  if (unknown !== undefined) throw new Error(`policy element ${unknown} is not known to this evaluator`)
  const isResourceMeant = (pattern: string) => {
    const text = withVariables(pattern, context)
    return text !== undefined && matchesPattern(text, resource)
  }
  return (
    isActionMeant(statement, action) &&
    toList(statement.Resource).some(isResourceMeant) &&
    areHeld(statement.Condition, context)
  )
}

/** Returns the effects of the statements that are about a call. Whoever is named in them must be looked at before. */
export const effectsOf = (
  statements: readonly PolicyStatement[],
  request: PolicyRequest,
): ReadonlySet<PolicyStatement['Effect']> => {
  const seen = { ...request, context: contextFor(request.action, request.context) }
  return new Set(statements.filter((statement) => isStatementMeant(statement, seen)).map(({ Effect }) => Effect))
}
