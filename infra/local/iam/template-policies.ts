import { localAccount } from '../machine/local-client.ts'
import type { Properties, Stack } from '../template/template.ts'
import type { PolicyStatement } from './policy-evaluator.ts'

/** A statement that says whom it is for, as the policy of a resource has them. */
export interface PrincipalStatement extends PolicyStatement {
  readonly Principal?: '*' | Readonly<Partial<Record<'AWS' | 'Service', string | readonly string[]>>>
}

/** Every policy of a template, in statements. */
export interface Policies {
  /** What a role's own policies say, by the role's ARN. */
  readonly ofRoles: ReadonlyMap<string, readonly PolicyStatement[]>
  /**
   * What the policy of a resource says, by the resource's ARN: a key's, a role's trust, a queue's, a topic's, a
   * bucket's, a function's.
   */
  readonly ofResources: ReadonlyMap<string, readonly PrincipalStatement[]>
}

/** Returns the ARN of a role of the template. */
export const roleArnOf = (role: string): string => `arn:aws:iam::${localAccount}:role/${role}`

/** A policy document may hold one statement without a list. @throws Error for a version that knows no variables */
const statementsOf = <Statement>(document: unknown): readonly Statement[] => {
  const { Version, Statement: statements } = document as Readonly<Record<string, Statement | readonly Statement[]>>
  if (Version !== '2012-10-17') throw new Error('a policy of the template is not of version 2012-10-17')
  return [statements ?? []].flat() as readonly Statement[]
}

/** Collects statements under names; several policies may be of one role or queue. */
const createCollection = <Statement>() => {
  const collected = new Map<string, readonly Statement[]>()
  const add = (name: string, statements: readonly Statement[]) =>
    collected.set(name, [...(collected.get(name) ?? []), ...statements])
  return { collected, add }
}

const rolePoliciesOf = (stack: Stack): Policies['ofRoles'] => {
  const { collected, add } = createCollection<PolicyStatement>()
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
    for (const { properties } of stack.resourcesOf(type)) {
      for (const role of (properties['Roles'] ?? []) as readonly string[]) {
        add(roleArnOf(role), statementsOf(properties['PolicyDocument']))
      }
    }
  }
  for (const { logicalId, properties } of stack.resourcesOf('AWS::IAM::Role')) {
    for (const policy of (properties['Policies'] ?? []) as readonly Properties[])
      add(roleArnOf(logicalId), statementsOf(policy['PolicyDocument']))
  }
  return collected
}

/**
 * Resources that hold their policy themselves. A statement of theirs is about the resource, also where it does not say
 * so.
 */
const ownPolicies = { 'AWS::KMS::Key': 'KeyPolicy', 'AWS::IAM::Role': 'AssumeRolePolicyDocument' } as const

/** Policies that name the resources they are for by what a Ref of those is. */
const attachedPolicies = {
  'AWS::SQS::QueuePolicy': ['Queues', 'AWS::SQS::Queue'],
  'AWS::SNS::TopicPolicy': ['Topics', 'AWS::SNS::Topic'],
  'AWS::S3::BucketPolicy': ['Bucket', 'AWS::S3::Bucket'],
} as const

const arnOf = (stack: Stack, type: string, logicalId: string): string =>
  stack.attributeOf(logicalId, type === 'AWS::SNS::Topic' ? 'Ref' : 'Arn')

/** What a function's permission comes to. @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const toPermission = (properties: Properties): PrincipalStatement => {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties as Readonly<Record<string, string>>
  return {
    Effect: 'Allow',
    Principal: { Service: String(Principal) },
    Action: String(Action),
    Resource: String(FunctionName),
    Condition: {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    },
  }
}

const resourcePoliciesOf = (stack: Stack): Policies['ofResources'] => {
  const { collected, add } = createCollection<PrincipalStatement>()
  for (const [type, property] of Object.entries(ownPolicies)) {
    for (const { logicalId, properties } of stack.resourcesOf(type)) {
      const statements = statementsOf<PrincipalStatement>(properties[property])
      add(
        arnOf(stack, type, logicalId),
        statements.map((statement) => ({ Resource: '*', ...statement })),
      )
    }
  }
  for (const [policyType, [property, type]] of Object.entries(attachedPolicies)) {
    const arns = new Map(
      stack
        .resourcesOf(type)
        .map(({ logicalId }) => [stack.attributeOf(logicalId, 'Ref'), arnOf(stack, type, logicalId)]),
    )
    for (const { properties } of stack.resourcesOf(policyType)) {
      for (const name of [properties[property]].flat())
        add(arns.get(String(name)) ?? '', statementsOf(properties['PolicyDocument']))
    }
  }
  for (const { properties } of stack.resourcesOf('AWS::Lambda::Permission'))
    add(String(properties['FunctionName']), [toPermission(properties)])
  return collected
}

/**
 * Returns every policy of the template, resolved.
 *
 * @throws Error for a policy of an old version, or one that does not resolve
 */
export const policiesOf = (stack: Stack): Policies => ({
  ofRoles: rolePoliciesOf(stack),
  ofResources: resourcePoliciesOf(stack),
})
