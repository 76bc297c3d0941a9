import { describe, expect, test } from 'vitest'
import { contactKeys } from '../../shared/domain/contact-keys.ts'
import { deliveryKeys } from '../../shared/domain/delivery-keys.ts'
import { reportKeys } from '../../shared/domain/report-keys.ts'
import { idOf, listOf, type PolicyDocument, synthesise } from './synthesised.ts'

const stack = synthesise()

const [transportKey] = stack.of('AWS::KMS::Key').filter(({ id }) => id.startsWith('TransportKey'))

interface Table {
  readonly KeySchema: ReadonlyArray<{ readonly AttributeName: string; readonly KeyType: string }>
  readonly BillingMode: string
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean }
  readonly SSESpecification: { readonly SSEEnabled: boolean; readonly SSEType: string }
  readonly GlobalSecondaryIndexes: readonly object[]
  readonly Replicas: readonly [
    {
      readonly Region: string
      readonly DeletionProtectionEnabled: boolean
      readonly PointInTimeRecoverySpecification: { readonly PointInTimeRecoveryEnabled: boolean }
      readonly SSESpecification: { readonly KMSMasterKeyId: unknown }
    },
  ]
}

const keySchema = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
]

const tables = stack.of<Table>('AWS::DynamoDB::GlobalTable')

describe('every table', () => {
  test.each(tables)('$id is encrypted with our own key', ({ properties }) => {
    const { SSESpecification, Replicas } = properties
    const keys = Replicas.map((replica) => idOf(replica.SSESpecification.KMSMasterKeyId))
    expect([SSESpecification, keys]).toEqual([{ SSEEnabled: true, SSEType: 'KMS' }, [transportKey?.id]])
  })

  test.each(tables)('$id can be lost by no mistake of ours', ({ properties, kept }) => {
    expect(kept).toBe(true)
    for (const replica of properties.Replicas) {
      expect(replica.DeletionProtectionEnabled).toBe(true)
      expect(replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
    }
  })

  test('of contacts has no index: nothing about them is copied', () => {
    const [contacts] = tables.filter(({ id }) => id.startsWith('Contacts'))
    expect(contacts?.properties.KeySchema).toEqual(keySchema(contactKeys.partitionKey, contactKeys.sortKey))
    expect(contacts?.properties.GlobalSecondaryIndexes).toBeUndefined()
  })

  test('of deliveries forgets what has been kept long enough, and no other table forgets anything', () => {
    const [deliveries] = tables.filter(({ id }) => id.startsWith('Deliveries'))
    const key = [{ AttributeName: deliveryKeys.partitionKey, KeyType: 'HASH' }]
    expect(deliveries?.properties.KeySchema).toEqual(key)
    const forgetting = tables.map(({ properties }) => properties.TimeToLiveSpecification ?? 'none')
    const timeToLive = { AttributeName: deliveryKeys.timeToLive, Enabled: true }
    expect(forgetting.filter((each) => each !== 'none')).toEqual([timeToLive])
  })

  test('of reports is one, with the keys that the adapters use and two indexes that hold keys only', () => {
    expect(tables.map(({ properties }) => properties.BillingMode)).toEqual(tables.map(() => 'PAY_PER_REQUEST'))
    expect(tables[0]?.properties.KeySchema).toEqual(keySchema(reportKeys.partitionKey, reportKeys.sortKey))
    expect(tables[0]?.properties.GlobalSecondaryIndexes).toEqual(
      [reportKeys.dueIndex, reportKeys.deskIndex].map(({ name, partitionKey, sortKey }) => ({
        IndexName: name,
        KeySchema: keySchema(partitionKey, sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    )
  })
})

describe.each(['AWS::SQS::Queue', 'AWS::SNS::Topic'])('every %s', (type) => {
  const policyType = type === 'AWS::SQS::Queue' ? 'AWS::SQS::QueuePolicy' : 'AWS::SNS::TopicPolicy'

  test('is encrypted with our own key', () => {
    const keys = stack.of<{ KmsMasterKeyId?: unknown }>(type).map(({ properties }) => idOf(properties.KmsMasterKeyId))
    expect(new Set(keys)).toEqual(new Set([transportKey?.id]))
  })

  test('refuses whoever comes without TLS', () => {
    interface Policy {
      readonly PolicyDocument: PolicyDocument
      readonly Queues?: readonly unknown[]
      readonly Topics?: readonly unknown[]
    }
    const guarded = stack
      .of<Policy>(policyType)
      .filter(({ properties }) =>
        properties.PolicyDocument.Statement.some(
          ({ Effect, Action, Principal, Condition }) =>
            Effect === 'Deny' &&
            (Action === 'sqs:*' || Action === 'sns:Publish') &&
            (Principal === '*' || (Principal as { AWS?: unknown }).AWS === '*') &&
            JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      )
      .flatMap(({ properties }) => listOf(properties.Queues ?? properties.Topics).map(idOf))
    const ids = stack.of(type).map(({ id }) => id)
    expect(guarded.toSorted()).toEqual(ids.toSorted())
  })
})

describe('every key', () => {
  const keys = stack.of<{ EnableKeyRotation?: boolean; MultiRegion?: boolean; KeyUsage?: string }>('AWS::KMS::Key')

  test('of pseudonyms or of tags makes MACs and nothing else: AWS rotates no such key', () => {
    const usages = keys.map(({ properties }) => properties.KeyUsage ?? 'ENCRYPT_DECRYPT')
    expect(usages.toSorted()).toEqual([
      'ENCRYPT_DECRYPT',
      'ENCRYPT_DECRYPT',
      'GENERATE_VERIFY_MAC',
      'GENERATE_VERIFY_MAC',
    ])
  })

  test.each(keys.filter(({ properties }) => properties.KeyUsage === undefined))(
    '$id rotates, is kept when the stack goes, and can be copied to another region',
    ({ properties, kept }) =>
      expect([properties.EnableKeyRotation, kept, properties.MultiRegion]).toEqual([true, true, true]),
  )
})

describe('every log group', () => {
  test.each(stack.of<{ RetentionInDays?: number }>('AWS::Logs::LogGroup'))(
    '$id is kept for a time that is stated',
    ({ properties, kept }) => expect([properties.RetentionInDays, kept]).toEqual([30, true]),
  )
})

test('nothing has a name of its own that a second stack, or a replacement, would collide with', () => {
  const names = /^(Queue|Topic|Table|Function|Role|LogGroup|Alarm|Alias|Policy|Bucket)Name$/
  const named = stack.all.flatMap(({ id, type, properties }) =>
    Object.entries(properties)
      .filter(([property, value]) => (names.test(property) || property === 'Name') && typeof value === 'string')
      .map(([property]) => `${type} ${property} ${id}`),
  )
  const allowed = [
    // The name that CloudFormation gives the policy inside its role: unique there, nowhere else.
    /^AWS::IAM::Policy PolicyName /,
    // A label in the console: API Gateway lets two APIs have the same.
    /^AWS::ApiGateway::RestApi Name /,
    // Labels inside one API and inside one user pool.
    /^AWS::(ApiGateway::Authorizer|Cognito::UserPoolResourceServer) Name /,
  ]
  expect(named.filter((each) => !allowed.some((pattern) => pattern.test(each)))).toEqual([
    // A mapping names the function that it calls; that is a reference and no string, so nothing is left.
  ])
})
