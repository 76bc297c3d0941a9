import { localAccount } from '../machine/local-client.ts'
import { toList } from './conditions.ts'
import { effectsOf, type PolicyRequest } from './policy-evaluator.ts'
import type { Policies, PrincipalStatement } from './template-policies.ts'

/** Who asks: a role by its ARN, or a service of AWS by its name, such as `sns.amazonaws.com`. */
export type Principal = { readonly roleArn: string } | { readonly service: string }

const accountRoot = `arn:aws:iam::${localAccount}:root`

const toNamed = ({ Principal: named }: PrincipalStatement) => (typeof named === 'object' ? named : {})

const isEveryone = (statement: PrincipalStatement): boolean =>
  statement.Principal === '*' || toList(toNamed(statement).AWS).includes('*')

/** True when a statement names the one who asks, or everyone. */
const isFor = (statement: PrincipalStatement, principal: Principal): boolean => {
  if (isEveryone(statement)) return true
  const { AWS, Service } = toNamed(statement)
  return 'service' in principal ? toList(Service).includes(principal.service) : toList(AWS).includes(principal.roleArn)
}

/** True when a statement names the account, which every role of it is in. */
const isForAccount = (statement: PrincipalStatement, principal: Principal): boolean =>
  'roleArn' in principal && !isEveryone(statement) && toList(toNamed(statement).AWS).includes(accountRoot)

/** The ARN under which the policy of a resource is found: an object has that of its bucket. */
const policyHolderOf = (resource: string): string =>
  resource.startsWith('arn:aws:s3:') ? resource.replace(/\/.*$/s, '') : resource

/** Who allows a call. */
interface Allows {
  /** The role's own policies. */
  readonly role: boolean
  /** The resource's policy, by the name of the one who asks. */
  readonly named: boolean
  /** The resource's policy, by leaving it to the account. */
  readonly account: boolean
}

/**
 * Who has to allow a call within one account, when nothing denies it. A key is used by its policy's leave alone. For
 * assuming a role both its trust and the caller's own policies must allow each action: AWS asks for both where a role
 * assumes another.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
const isEnough = (principal: Principal, resource: string, { role, named, account }: Allows): boolean => {
  if ('service' in principal) return named
  if (resource.startsWith('arn:aws:kms:')) return named || (account && role)
  if (resource.startsWith('arn:aws:iam:')) return (named || account) && role
  return named || role
}

/**
 * Decides a call as IAM does within one account: a deny of any policy wins, then the kind of resource says who has to
 * allow it.
 */
export const isPermitted = (policies: Policies, principal: Principal, request: PolicyRequest): boolean => {
  const ofResource = policies.ofResources.get(policyHolderOf(request.resource)) ?? []
  const ofRole = 'service' in principal ? [] : (policies.ofRoles.get(principal.roleArn) ?? [])
  const ofNamed = ofResource.filter((statement) => isFor(statement, principal))
  const ofAccount = ofResource.filter((statement) => isForAccount(statement, principal))
  const role = effectsOf(ofRole, request)
  const named = effectsOf(ofNamed, request)
  const account = effectsOf(ofAccount, request)
  if ([role, named, account].some((effects) => effects.has('Deny'))) return false
  const allows = { role: role.has('Allow'), named: named.has('Allow'), account: account.has('Allow') }
  return isEnough(principal, request.resource, allows)
}
