import { describe, expect, test } from 'vitest'
import { keysAtRest } from '../../infra/local/iam/call-access.ts'
import { hasKey, isMultivalued, knownActions } from '../../infra/local/iam/condition-keys.ts'
import { matchesAction } from '../../infra/local/iam/patterns.ts'
import type { PrincipalStatement } from '../../infra/local/iam/template-policies.ts'
import { worded } from './permissions-calls.ts'
import { conditionsOf } from './permissions-changes.ts'
import { counts, wrongVerdicts } from './permissions-judge.ts'
import { isWanted } from './permissions-rights.ts'
import { ownPolicies, resources, stack } from './permissions-stack.ts'
import { listOf, ownerOf } from './synthesised.ts'

const documents = [...ownPolicies.ofRoles, ...ownPolicies.ofResources] as ReadonlyArray<
  readonly [arn: string, statements: readonly PrincipalStatement[]]
>
const statements = documents.flatMap(([arn, document]) => document.map((statement) => ({ arn, ...statement })))

/** What a pattern of a statement stands for, as far as the table knows the actions. */
const actionsOf = ({ Action }: PrincipalStatement): readonly string[] =>
  listOf(Action).flatMap((pattern) => {
    const actions = knownActions.filter((action) => matchesAction(pattern, action))
    return actions.length === 0 ? [pattern] : actions
  })

describe('the policies of the stack, as AWS would judge them', () => {
  const wrong = [...wrongVerdicts(ownPolicies)]

  test('permit every call that is wanted', () => {
    expect(counts.wanted).toBeGreaterThan(1000)
    expect(wrong.filter(isWanted).map(worded)).toEqual([])
  })

  test('permit no other call', () => {
    expect(counts.refused).toBeGreaterThan(20_000)
    expect(wrong.filter((call) => !isWanted(call)).map(worded)).toEqual([])
  })
})

describe('every statement', () => {
  test('compares only keys that AWS hands each of its actions', () => {
    expect(statements.length).toBeGreaterThan(40)
    const missing = statements.flatMap((statement) =>
      conditionsOf(statement).flatMap(({ key }) =>
        actionsOf(statement)
          .filter((action) => !hasKey(action, key))
          .map((action) => `${statement.arn}: ${action} has no ${key}`),
      ),
    )
    expect(missing).toEqual([])
  })

  test('compares a key that has several values with a quantifier, and no other key', () => {
    const compared = statements.flatMap(conditionsOf).filter(({ operator }) => operator !== 'Null')
    expect(compared.some(({ key }) => isMultivalued(key))).toBe(true)
    const wrong = compared.filter(({ operator, key }) => /^For(All|Any)/.test(operator) !== isMultivalued(key))
    expect(wrong).toEqual([])
  })

  test('of a role names its actions and resources', () => {
    const ofRoles = [...ownPolicies.ofRoles.values()].flat()
    const named = ofRoles.flatMap(({ Action, Resource }) => [...listOf(Action), ...listOf(Resource)])
    // AWS's own ARN of a log group ends so; there is one digest a day, named for the day; contacts name their secrets.
    const wild = named.filter(
      (name) => name.includes('*') && !/:log-group:\w+:\*$|\/log-digest\/\*$|:secret:[\w-]+\/contacts\/\*$/.test(name),
    )
    expect(named.length).toBeGreaterThan(100)
    expect(wild).toEqual([])
  })
})

/** AWS adds the stack's name and 13 characters to the name of a role, queue or topic that is given none. */
const longerOnAws = 'Harbour-prod-'.length + 13

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
const quotas: ReadonlyArray<readonly [arn: RegExp, characters: number]> = [
  [/^arn:aws:kms:/, 32_768],
  [/^arn:aws:iam:/, 2_048],
  [/^arn:aws:sqs:/, 8_192],
  [/^arn:aws:sns:/, 30_720],
  [/^arn:aws:s3:/, 20_480],
  [/^arn:aws:lambda:/, 20_480],
]

const lengthOf = (document: readonly PrincipalStatement[]): number => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: document })
  return text.length + text.split('arn:aws:').length * longerOnAws
}

test('every policy is short enough for AWS', () => {
  const quotaOf = (arn: string) => quotas.find(([kind]) => kind.test(arn))?.[1] ?? 0
  const ofRoles = [...ownPolicies.ofRoles].map(([arn, document]) => [arn, lengthOf(document), 10_240] as const)
  const ofResources = [...ownPolicies.ofResources].map(([arn, each]) => [arn, lengthOf(each), quotaOf(arn)] as const)
  const tooLong = [...ofRoles, ...ofResources].filter(([, length, quota]) => length > quota)
  expect(tooLong).toEqual([])
})

test('the envelope key is in no policy of a role: its own policy alone decides', () => {
  const envelope = resources.keys.find(({ name }) => name === 'EnvelopeKey')?.arn
  const named = [...ownPolicies.ofRoles.values()].flat().flatMap(({ Resource }) => listOf(Resource))
  expect(envelope).toBeDefined()
  expect(named.filter((arn) => arn === envelope)).toEqual([])
})

test('no role has a managed policy, but for the one that API Gateway asks for', () => {
  const roles = stack.resourcesOf('AWS::IAM::Role')
  const managed = roles.filter(({ properties }) => properties['ManagedPolicyArns'] !== undefined)
  expect(managed.map(({ logicalId }) => ownerOf(logicalId))).toEqual(['IntakeApiCloudWatch'])
  expect(managed.map(({ properties }) => properties['ManagedPolicyArns'])).toEqual([
    ['arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs'],
  ])
})

test('the guard of the local stack finds the key that encrypts each table, queue, topic and bucket', () => {
  const { tables, queues, topics, objects, keys } = resources
  const transportKey = keys.find(({ name }) => name === 'TransportKey')?.arn
  const found = keysAtRest(stack)
  const encrypted = [...tables, ...queues, ...topics, ...objects].filter(({ arn, name }) => {
    const isOwn = !name.startsWith('other ')
    return isOwn && !/\/index\/|^arn:aws:s3:::.*\//.test(arn)
  })
  expect(encrypted.length).toBeGreaterThan(20)
  expect(encrypted.filter(({ arn }) => found.get(arn) !== transportKey)).toEqual([])
})
