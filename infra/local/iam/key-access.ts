import { localAccount } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'
import { isPermitted } from './access.ts'
import { type Caller, prefixed, principalContext } from './caller.ts'
import type { RequestContext } from './condition-keys.ts'
import { policiesOf, roleArnOf } from './template-policies.ts'

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

/** Returns what a use of a key says. Each action sees its own keys of it alone. */
const toContext = ({ keyArn, otherKeyArn, encryptionContext }: KeyUse, caller: Caller): RequestContext => {
  const names = Object.keys(encryptionContext)
  return {
    ...principalContext(caller),
    'kms:CallerAccount': localAccount,
    ...(names.length === 0 ? {} : { 'kms:EncryptionContextKeys': names }),
    ...prefixed('kms:EncryptionContext:', encryptionContext),
    ...(otherKeyArn === undefined ? {} : { 'kms:ReEncryptOnSameKey': String(otherKeyArn === keyArn) }),
  }
}

/**
 * Creates what decides each use of a key, as AWS would: the key's policy and the role's policies of the template
 * together.
 *
 * @param callerOf - who an access key id stands for; undefined when nobody, who may then do nothing
 */
export const createKeyAccess = (
  stack: Stack,
  callerOf: (accessKeyId: string) => Caller | undefined,
): ((use: KeyUse) => boolean) => {
  const policies = policiesOf(stack)
  return (use) => {
    const caller = callerOf(use.accessKeyId)
    if (caller === undefined) return false
    const request = { action: use.action, resource: use.keyArn, context: toContext(use, caller) }
    return isPermitted(policies, { roleArn: roleArnOf(caller.role) }, request)
  }
}
