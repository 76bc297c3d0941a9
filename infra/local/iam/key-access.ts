import { localAccount } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'
import type { Caller } from './caller.ts'
import { isAllowed, type PolicyRequest, type PolicyStatement } from './policy-evaluator.ts'
import { isFor, type PrincipalStatement, roleArnOf, roleStatementsOf, statementsOf } from './role-policies.ts'

/** One cryptographic use of a key, to be allowed or not. */
export interface KeyUse {
  /** From the request's signature: who calls. */
  readonly accessKeyId: string
  /** `kms:Decrypt` and the like; a ReEncrypt asks twice, `kms:ReEncryptFrom` and `kms:ReEncryptTo`. */
  readonly action: string
  readonly keyArn: string
  /** The other key of a ReEncrypt. */
  readonly otherKeyArn?: string
  readonly encryptionContext: Readonly<Record<string, string>>
}

const accountRoot = `arn:aws:iam::${localAccount}:root`

const prefixed = (prefix: string, values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]))

const toRequest = (
  { action, keyArn, otherKeyArn, encryptionContext }: KeyUse,
  { role, tags, sourceIdentity }: Caller,
): PolicyRequest => ({
  action,
  resource: keyArn,
  context: {
    'aws:PrincipalArn': roleArnOf(role),
    'aws:PrincipalAccount': localAccount,
    'kms:CallerAccount': localAccount,
    'kms:EncryptionContextKeys': Object.keys(encryptionContext),
    ...prefixed('kms:EncryptionContext:', encryptionContext),
    ...prefixed('aws:PrincipalTag/', tags),
    ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
    ...(otherKeyArn === undefined ? {} : { 'kms:ReEncryptOnSameKey': String(otherKeyArn === keyArn) }),
  },
})

const anything: PolicyStatement = { Effect: 'Allow', Action: '*', Resource: '*' }

/**
 * Creates what decides each use of a key, as AWS would: the key's policy and the role's policies of the template together.
 *
 * The key must allow the role by name, or allow the account and the role's own policies allow it; a Deny on either side wins.
 *
 * @param callerOf - who an access key id stands for; undefined when nobody, who may then do nothing
 */
export const createKeyAccess = (
  stack: Stack,
  keyArnOf: (logicalId: string) => string,
  callerOf: (accessKeyId: string) => Caller | undefined,
): ((use: KeyUse) => boolean) => {
  const ofRoles = roleStatementsOf(stack)
  const ofKeys = new Map(
    stack
      .resourcesOf('AWS::KMS::Key')
      .map(({ logicalId, properties }) => [
        keyArnOf(logicalId),
        statementsOf<PrincipalStatement>(properties['KeyPolicy']).map((statement) => ({ Resource: '*', ...statement })),
      ]),
  )
  return (use) => {
    const caller = callerOf(use.accessKeyId)
    if (caller === undefined) return false
    const request = toRequest(use, caller)
    const ofKey = ofKeys.get(use.keyArn) ?? []
    const ofRole = ofRoles.get(caller.role) ?? []
    const direct = ofKey.filter((statement) => isFor(statement, roleArnOf(caller.role)))
    const byAccount = ofKey.filter((statement) => isFor(statement, accountRoot))
    const isRefused = !isAllowed([anything, ...direct, ...byAccount, ...ofRole], request)
    if (isRefused) return false
    return isAllowed(direct, request) || (isAllowed(byAccount, request) && isAllowed(ofRole, request))
  }
}
