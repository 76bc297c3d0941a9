import { localAccount } from '../machine/local-client.ts'
import type { Properties, Stack } from '../template/template.ts'
import type { PolicyStatement } from './policy-evaluator.ts'

/** A statement that says whom it is for: a key's, or a role's trust policy. */
export interface PrincipalStatement extends PolicyStatement {
  readonly Principal?: '*' | { readonly AWS?: string | readonly string[] }
}

interface PolicyDocument<Statement> {
  readonly Statement: Statement | readonly Statement[]
}

/** Gives the statements of a policy document, which may hold one without a list. */
export const statementsOf = <Statement>(document: unknown): readonly Statement[] => {
  const { Statement: statements } = document as PolicyDocument<Statement>
  return Array.isArray(statements) ? statements : [statements as Statement]
}

/** Gives the ARN of a role of the template. */
export const roleArnOf = (role: string): string => `arn:aws:iam::${localAccount}:role/${role}`

/** Gives every statement of the template that is attached to a role, by the role's logical id. */
export const roleStatementsOf = (stack: Stack): ReadonlyMap<string, readonly PolicyStatement[]> => {
  const byRole = new Map<string, PolicyStatement[]>()
  const add = (role: string, document: unknown) =>
    byRole.set(role, [...(byRole.get(role) ?? []), ...statementsOf<PolicyStatement>(document)])
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
    for (const { properties } of stack.resourcesOf(type)) {
      for (const role of (properties['Roles'] ?? []) as readonly string[]) add(role, properties['PolicyDocument'])
    }
  }
  for (const { logicalId, properties } of stack.resourcesOf('AWS::IAM::Role')) {
    for (const policy of (properties['Policies'] ?? []) as readonly Properties[])
      add(logicalId, policy['PolicyDocument'])
  }
  return byRole
}

/** True when a statement names the principal, or everyone. */
export const isFor = (statement: PrincipalStatement, principal: string): boolean => {
  if (statement.Principal === '*') return true
  const named = statement.Principal?.AWS ?? []
  return [named].flat().some((arn) => arn === principal || arn === '*')
}
