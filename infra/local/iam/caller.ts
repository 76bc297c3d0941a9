import type { IncomingMessage } from 'node:http'
import { localAccount } from '../machine/local-client.ts'
import type { RequestContext } from './condition-keys.ts'
import { roleArnOf } from './template-policies.ts'

/** Who calls: a role, and what STS put on its session. */
export interface Caller {
  /** Logical id of the role. */
  readonly role: string
  /** Session tags. */
  readonly tags: Readonly<Record<string, string>>
  readonly sourceIdentity?: string
}

/** How the access key id of a temporary session begins. */
export const temporary = 'ASIA'

/** Returns the token that goes with a temporary access key id. */
export const sessionTokenOf = (accessKeyId: string): string => `token-of-${accessKeyId}`

/** Returns the access key id of a request's signature; of a temporary one without its token, nobody's. */
export const accessKeyIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const accessKeyId = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? ''
  const isComplete =
    !accessKeyId.startsWith(temporary) || headers['x-amz-security-token'] === sessionTokenOf(accessKeyId)
  return isComplete ? accessKeyId : ''
}

/** Returns the entries under names with a prefix, such as `aws:RequestTag/`. */
export const prefixed = (prefix: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]))

/** Returns what every call of a caller says about who calls. */
export const principalContext = ({ role, tags, sourceIdentity }: Caller): RequestContext => ({
  'aws:PrincipalArn': roleArnOf(role),
  'aws:PrincipalAccount': localAccount,
  ...prefixed('aws:PrincipalTag/', tags),
  ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
})
