import { isAllowed, type PolicyRequest, type PolicyStatement } from './iam/policy-evaluator.ts'
import type { KeyUse } from './kms/local-kms.ts'
import { localAccount } from './local-client.ts'
import type { Properties, Stack } from './template.ts'

interface KeyStatement extends PolicyStatement {
  readonly Principal?: '*' | { readonly AWS?: string | readonly string[] }
}

interface PolicyDocument<Statement> {
  readonly Statement: Statement | readonly Statement[]
}

const statementsOf = <Statement>(document: unknown): readonly Statement[] => {
  const { Statement: statements } = document as PolicyDocument<Statement>
  return Array.isArray(statements) ? statements : [statements as Statement]
}

const roleArnOf = (role: string): string => `arn:aws:iam::${localAccount}:role/${role}`

const accountRoot = `arn:aws:iam::${localAccount}:root`

/** Every statement of the template that is attached to a role, by the role's logical id. */
const roleStatements = (stack: Stack): ReadonlyMap<string, readonly PolicyStatement[]> => {
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

const isFor = (statement: KeyStatement, principal: string): boolean => {
  if (statement.Principal === '*') return true
  const named = statement.Principal?.AWS ?? []
  return [named].flat().some((arn) => arn === principal || arn === '*')
}

const toRequest = ({ accessKeyId, action, keyArn, encryptionContext }: KeyUse): PolicyRequest => ({
  action,
  resource: keyArn,
  context: {
    'aws:PrincipalArn': roleArnOf(accessKeyId),
    'aws:PrincipalAccount': localAccount,
    'kms:CallerAccount': localAccount,
    'kms:EncryptionContextKeys': Object.keys(encryptionContext),
    ...Object.fromEntries(
      Object.entries(encryptionContext).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]),
    ),
  },
})

const anything: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' }

/**
 * Creates what decides each use of a key, as AWS would: the key's policy and the role's policies of the template together. The caller's
 * access key id is the logical id of its role.
 *
 * The key must allow the role by name, or allow the account and the role's own policies allow it; a Deny on either side wins.
 */
export const createKeyAccess = (stack: Stack, keyArnOf: (logicalId: string) => string): ((use: KeyUse) => boolean) => {
  const ofRoles = roleStatements(stack)
  const ofKeys = new Map(
    stack
      .resourcesOf('AWS::KMS::Key')
      .map(({ logicalId, properties }) => [
        keyArnOf(logicalId),
        statementsOf<KeyStatement>(properties['KeyPolicy']).map((statement) => ({ Resource: '*', ...statement })),
      ]),
  )
  return (use) => {
    const request = toRequest(use)
    const ofKey = ofKeys.get(use.keyArn) ?? []
    const ofRole = ofRoles.get(use.accessKeyId) ?? []
    const direct = ofKey.filter((statement) => isFor(statement, roleArnOf(use.accessKeyId)))
    const byAccount = ofKey.filter((statement) => isFor(statement, accountRoot))
    const isRefused = !isAllowed([anything, ...direct, ...byAccount, ...ofRole], request)
    if (isRefused) return false
    return isAllowed(direct, request) || (isAllowed(byAccount, request) && isAllowed(ofRole, request))
  }
}
