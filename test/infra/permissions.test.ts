import { describe, expect, test } from 'vitest'
import { desks } from '../../shared/domain/desk.ts'
import { idOf, idsIn, listOf, ownerOf, type PolicyDocument, type Statement, synthesise } from './synthesised.ts'

const stack = synthesise()

interface RolePolicy {
  readonly PolicyDocument: PolicyDocument
  readonly Roles: readonly unknown[]
}
interface Role {
  readonly AssumeRolePolicyDocument: PolicyDocument
  readonly ManagedPolicyArns?: readonly unknown[]
  readonly Policies?: readonly unknown[]
}
interface Key {
  readonly KeyPolicy: PolicyDocument
}

const rolePolicies = stack.of<RolePolicy>('AWS::IAM::Policy').map(({ id, properties }) => ({
  owner: ownerOf(id),
  statements: properties.PolicyDocument.Statement,
}))
const keyPolicyOf = (name: string) => {
  const key = stack.of<Key>('AWS::KMS::Key').find(({ id }) => id.startsWith(name))
  if (key === undefined) throw new Error(`no key ${name}`)
  return { id: key.id, statements: key.properties.KeyPolicy.Statement }
}
const envelope = keyPolicyOf('EnvelopeKey')
const transport = keyPolicyOf('TransportKey')

/** Who a key's statement is for: the construct whose role it is, `account`, a service, or `anyone`. */
const principalOf = ({ Principal }: Statement): string => {
  const { AWS, Service } = Principal as { readonly AWS?: unknown; readonly Service?: string | readonly string[] }
  if (Service !== undefined) return listOf(Service).toSorted().join(', ')
  if (AWS === '*') return 'anyone'
  const owners = idsIn(AWS).map((id) => (id === 'AWS::AccountId' ? 'account' : ownerOf(id)))
  return [...new Set(owners)].toSorted().join(', ')
}

describe('the envelope key', () => {
  const uses = /^kms:(\*|Decrypt|Encrypt|GenerateDataKey.*|ReEncrypt.*|CreateGrant|.*\*)$/
  const allowed = envelope.statements.filter(({ Effect }) => Effect === 'Allow')

  test('is used by each as DESIGN 5 says, in no other context: only the reader role opens, and only its own desk', () => {
    const used = allowed
      .filter(({ Action }) => listOf(Action).some((action) => uses.test(action)))
      .map((statement) => [principalOf(statement), statement.Action, statement.Condition])
    const harbour = { 'kms:EncryptionContext:app': 'harbour' }
    const toAnyDesk = { StringEquals: harbour, StringNotEquals: { 'kms:EncryptionContext:desk': 'unrouted' } }
    const ofOwnDesk = { ...harbour, 'kms:EncryptionContext:desk': '${aws:PrincipalTag/desk}' }
    const fromNobody = { ...harbour, 'kms:EncryptionContext:desk': 'unrouted' }
    expect(used).toEqual([
      ['AcceptReport, FollowUp', 'kms:GenerateDataKey', { StringEquals: fromNobody }],
      ['RouteReport', 'kms:ReEncryptFrom', { StringEquals: fromNobody }],
      ['DutyReader, RouteReport', 'kms:ReEncryptTo', toAnyDesk],
      ['DutyReader', ['kms:Decrypt', 'kms:ReEncryptFrom'], { StringEquals: ofOwnDesk }],
      ['DutyApi', 'kms:GenerateDataKey', toAnyDesk],
    ])
  })

  test('is managed by the account, which may neither use it nor give its use away by a grant', () => {
    const account = allowed.filter((statement) => principalOf(statement) === 'account')
    expect(account).toHaveLength(1)
    const actions = account.flatMap(({ Action }) => listOf(Action))
    expect(actions).toContain('kms:PutKeyPolicy')
    expect(actions.filter((action) => uses.test(action))).toEqual([])
  })

  test.each(['reportId', 'desk'])('refuses everyone a use that does not say the %s', (name) => {
    const refusals = envelope.statements.filter(
      ({ Condition }) => JSON.stringify(Condition) === `{"Null":{"kms:EncryptionContext:${name}":"true"}}`,
    )
    expect(refusals.map(({ Effect, Action, ...rest }) => [Effect, principalOf({ Effect, Action, ...rest })])).toEqual([
      ['Deny', 'anyone'],
    ])
    expect(refusals.flatMap(({ Action }) => listOf(Action))).toEqual([
      'kms:Decrypt',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ])
  })

  test('gives no data key away to another key, whoever asks', () => {
    const refusals = envelope.statements.filter(({ Condition }) => Condition?.['Bool'] !== undefined)
    expect(refusals.map((statement) => [statement.Effect, principalOf(statement), statement.Action])).toEqual([
      ['Deny', 'anyone', ['kms:ReEncryptFrom', 'kms:ReEncryptTo']],
    ])
    expect(refusals[0]?.Condition).toEqual({ Bool: { 'kms:ReEncryptOnSameKey': 'false' } })
  })

  test('is in no policy of any role: its own policy alone decides', () => {
    const elsewhere = rolePolicies.filter(({ statements }) => idsIn(statements).includes(envelope.id))
    expect(elsewhere.map(({ owner }) => owner)).toEqual([])
  })
})

describe('the transport key', () => {
  test('is used by a function only through the service whose content it protects', () => {
    const uses = rolePolicies.flatMap(({ owner, statements }) =>
      statements
        .filter(({ Resource }) => listOf(Resource).some((resource) => idOf(resource) === transport.id))
        .map((statement) => ({ owner, ...statement })),
    )
    expect(new Set(uses.map(({ owner }) => owner)).size).toBe(rolePolicies.length)
    for (const { Action, Condition } of uses) {
      expect(Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey'])
      expect(JSON.stringify(Condition)).toMatch(/"kms:ViaService":\{"Fn::Join":\["",\["(dynamodb|sqs|sns|s3)\./)
    }
  })

  test('is managed by the account, and used by the services that come with no role of ours', () => {
    const allowed = transport.statements
      .filter(({ Effect }) => Effect === 'Allow')
      .map((statement) => [principalOf(statement), statement.Action])
    expect(allowed).toEqual([
      ['account', 'kms:*'],
      ['cloudwatch.amazonaws.com, events.amazonaws.com, sns.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ])
  })
})

describe('every role of a function', () => {
  /** What each function may do, beside its log and the transport key. */
  const rights = {
    AcceptReport: ['dynamodb:GetItem', 'dynamodb:PutItem', 'sqs:GetQueueAttributes', 'sqs:SendMessage'],
    RouteReport: [
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ],
    NotifyTeam: [
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
      'sns:Publish',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ],
    WatchDeadlines: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'sqs:SendMessage'],
    PublicInfo: ['dynamodb:Query'],
    FollowUp: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem', 'sqs:SendMessage'],
    DutyApi: [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'sqs:SendMessage',
      'sts:AssumeRole',
      'sts:SetSourceIdentity',
      'sts:TagSession',
    ],
    KeepDigest: ['dynamodb:Scan', 's3:PutObject'],
  }

  test('may do exactly what its work needs', () => {
    const found = rolePolicies.map(({ owner, statements }) => [
      owner,
      statements
        .flatMap(({ Action }) => listOf(Action))
        .filter((action) => !/^(logs|kms):/.test(action))
        .toSorted(),
    ])
    expect(Object.fromEntries(found)).toEqual(rights)
  })

  test('puts sealed texts and nothing else, but for accept-report', () => {
    const puts = rolePolicies.flatMap(({ owner, statements }) =>
      statements
        .filter(({ Action }) => listOf(Action).includes('dynamodb:PutItem'))
        .map((each) => [owner, each] as const),
    )
    const limits = puts.map(([owner, { Condition }]) => [
      owner,
      Condition?.['ForAllValues:StringEquals'],
      Condition?.['Null'],
    ])
    const toText = [{ 'dynamodb:Attributes': ['reportId', 'part', 'sealed'] }, { 'dynamodb:Attributes': 'false' }]
    expect(Object.fromEntries(limits.map(([owner, ...limit]) => [owner, limit]))).toEqual({
      AcceptReport: [undefined, undefined],
      DutyApi: toText,
      FollowUp: toText,
    })
  })

  test('writes to its own log group alone', () => {
    for (const { owner, statements } of rolePolicies) {
      const logs = statements.filter(({ Action }) => listOf(Action).some((action) => action.startsWith('logs:')))
      expect(logs.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']])
      expect(logs.flatMap(({ Resource }) => idsIn(Resource)).every((id) => id.startsWith(`${owner}Logs`))).toBe(true)
    }
  })

  test('names every action and every resource, without a wildcard', () => {
    const wild = rolePolicies.flatMap(({ owner, statements }) =>
      statements
        .filter((statement) => JSON.stringify([statement.Action, statement.Resource]).includes('*'))
        .map((statement) => [owner, statement]),
    )
    // One object a day, named for the day.
    expect(wild.map(([owner]) => owner)).toEqual(['KeepDigest'])
    expect(JSON.stringify(wild)).toContain('/log-digest/*')
  })

  test('is taken by Lambda alone', () => {
    const roles = stack.of<Role>('AWS::IAM::Role')
    const trusts = roles.map(({ id, properties }) => [ownerOf(id), properties.AssumeRolePolicyDocument.Statement])
    const taken = (service: string) => [
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` } },
    ]
    const ofFunctions = Object.keys(rights).map((owner) => [owner, taken('lambda')])
    // API Gateway writes access logs with a role that an account has once: AWS asks for it and for its managed policy.
    expect(Object.fromEntries(trusts)).toEqual({
      ...Object.fromEntries(ofFunctions),
      IntakeApiCloudWatch: taken('apigateway'),
      DutyReader: expect.anything(),
    })
  })

  test('has no managed policy, but for the one that API Gateway asks for', () => {
    const managed = stack.of<Role>('AWS::IAM::Role').filter(({ properties }) => properties.ManagedPolicyArns)
    expect(managed.map(({ id }) => ownerOf(id))).toEqual(['IntakeApiCloudWatch'])
    expect(JSON.stringify(managed[0]?.properties.ManagedPolicyArns)).toContain('AmazonAPIGatewayPushToCloudWatchLogs')
  })
})

test('no resource lets the whole world in', () => {
  const policies = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap((type) =>
    stack.of<{ PolicyDocument: PolicyDocument }>(type),
  )
  const open = policies.flatMap(({ id, properties }) =>
    properties.PolicyDocument.Statement.filter(
      ({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal).includes('"*"'),
    ).map(() => id),
  )
  expect(open).toEqual([])
})

describe('the reader role', () => {
  const roles = stack.of<Role>('AWS::IAM::Role').filter(({ id }) => ownerOf(id) === 'DutyReader')

  test('is assumed by duty-api alone, for one desk that exists, with the officer named and no other tag', () => {
    const statements = roles.flatMap(({ properties }) => properties.AssumeRolePolicyDocument.Statement)
    expect(statements).toHaveLength(1)
    expect(principalOf(statements[0] ?? { Effect: 'Deny', Action: '' })).toBe('DutyApi')
    expect(statements[0]).toMatchObject({
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: {
        StringEquals: { 'aws:RequestTag/desk': desks },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['desk'] },
        Null: { 'sts:SourceIdentity': 'false' },
      },
    })
  })

  test('has no policy of its own: the key alone says what it may', () => {
    expect(rolePolicies.filter(({ owner }) => owner === 'DutyReader')).toEqual([])
  })
})

describe('accept-report', () => {
  const statementFor = (action: string) =>
    rolePolicies
      .find(({ owner }) => owner === 'AcceptReport')
      ?.statements.find((statement) => listOf(statement.Action).includes(action))

  test('reads back of a report only what proves a retry, and only when it asks for nothing else', () => {
    expect(statementFor('dynamodb:GetItem')?.Condition).toEqual({
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': ['reportId', 'part', 'receivedAt', 'keyHash', 'submissionHash'],
      },
      Null: { 'dynamodb:Attributes': 'false' },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    })
  })

  test('is not given what a put replaces', () => {
    expect(statementFor('dynamodb:PutItem')?.Condition).toEqual({
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    })
  })
})

test('what finds or lists reports sees an index alone, which holds keys only', () => {
  const resources = rolePolicies.flatMap(({ owner, statements }) =>
    statements
      .filter(({ Action }) => Action === 'dynamodb:Query')
      .map(({ Resource }) => `${owner} ${/\/index\/(\w+)"\]\]\}$/.exec(JSON.stringify(Resource))?.[1]}`),
  )
  expect(resources.toSorted()).toEqual(['DutyApi desk', 'PublicInfo due', 'WatchDeadlines due'])
})
