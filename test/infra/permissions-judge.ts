import { isPermitted } from '../../infra/local/iam/access.ts'
import { matchesAction } from '../../infra/local/iam/patterns.ts'
import { type Policies, roleArnOf } from '../../infra/local/iam/template-policies.ts'
import { type Call, calls } from './permissions-calls.ts'
import { isWanted } from './permissions-rights.ts'
import { inAccount, resources, stack } from './permissions-stack.ts'
import { ownerOf } from './synthesised.ts'

const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const

const dutyApi = stack.resourcesOf('AWS::IAM::Role').find(({ logicalId }) => ownerOf(logicalId) === 'DutyApi')
const dutyApiArn = roleArnOf(dutyApi?.logicalId ?? '')
const readerArn = resources.roles.find(({ name }) => name === 'DutyReader')?.arn ?? ''

const roleOf = ({ caller: { principal } }: Call): string => ('roleArn' in principal ? principal.roleArn : '')

/** An object is under the policy of its bucket. */
const holderOf = ({ resource }: Call): string => resource.arn.replace(/^(arn:aws:s3:[^/]*).*/, '$1')

const assuming = calls.filter((call) => roleOf(call) === dutyApiArn && call.resource.arn === readerArn)

/** Calls to judge, with all policies or with some of them opened. */
interface Side {
  readonly calls: readonly Call[]
  readonly opened: (policies: Policies) => Policies
}

/**
 * Who assumes the reader role is checked twice, by its trust and by the caller's own policy. Each check by itself has
 * to be right, so each is also tried with the other opened.
 */
const sides: readonly Side[] = [
  { calls, opened: inAccount },
  {
    calls: assuming,
    opened: ({ ofRoles, ofResources }) => ({
      ofRoles,
      ofResources: new Map([...ofResources, [readerArn, [{ ...everything, Principal: '*' }]]]),
    }),
  },
  {
    calls: assuming,
    opened: ({ ofRoles, ofResources }) => ({ ofRoles: new Map([...ofRoles, [dutyApiArn, [everything]]]), ofResources }),
  },
]

const indexed = sides.map((side) => ({
  ...side,
  byRole: Map.groupBy(side.calls, roleOf),
  byHolder: Map.groupBy(side.calls, holderOf),
}))

const wanted = new Map(calls.map((call) => [call, isWanted(call)]))

const permits = (policies: Policies, { caller, action, resource, context }: Call): boolean =>
  isPermitted(policies, caller.principal, {
    action,
    resource: resource.arn,
    context: { ...caller.context, ...context },
  })

/** What a changed policy has a say in: calls by its role or on its resource, of the actions that the change names. */
export type Concern = ({ readonly role: string } | { readonly resource: string }) & {
  /** Patterns, as a statement has them. */
  readonly actions: readonly string[]
}

const concerned = ({ calls: all, byRole, byHolder }: (typeof indexed)[number], concern: Concern | undefined) => {
  if (concern === undefined) return all
  const about = 'role' in concern ? byRole.get(concern.role) : byHolder.get(concern.resource)
  return (about ?? []).filter(({ action }) => concern.actions.some((pattern) => matchesAction(pattern, action)))
}

/**
 * Returns each call whose verdict is not the wanted one, as it is found.
 *
 * @default concern - every call
 */
export function* wrongVerdicts(policies: Policies, concern?: Concern): Generator<Call> {
  for (const side of indexed) {
    const judged = side.opened(policies)
    for (const call of concerned(side, concern)) if (permits(judged, call) !== wanted.get(call)) yield call
  }
}

/** How many calls are wanted, and how many are to be refused. */
export const counts = {
  wanted: [...wanted.values()].filter(Boolean).length,
  refused: [...wanted.values()].filter((isOne) => !isOne).length,
}
