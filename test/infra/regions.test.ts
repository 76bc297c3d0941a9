import { describe, expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import type { Replica } from '../../infra/settings.ts'
import { appOf, idOf, type PolicyDocument, type Statement, type Synthesised, synthesise } from './synthesised.ts'

const copies = {
  envelopeKeyId: `mrk-${'a'.repeat(32)}`,
  transportKeyId: `mrk-${'b'.repeat(32)}`,
  tableName: 'Harbour-prod-Reports-1',
}
const configOf = (replica: Replica | null) => exampleConfig('prod', { replica })
const inIreland = (changes: Partial<Replica> = {}) =>
  configOf({ region: 'eu-west-1', copies, takesOver: false, ...changes })

const alone = synthesise(configOf(null))
const allowed = synthesise(inIreland({ copies: null }))
const first = synthesise(inIreland())
const second = synthesise(inIreland(), ({ replicaStack }) => replicaStack)
const takenOver = synthesise(inIreland({ takesOver: true }))

interface Key {
  readonly KeyPolicy: PolicyDocument
  readonly PrimaryKeyArn?: unknown
}

const keyOf = (made: Synthesised, type: string, name: string) => {
  const key = made.of<Key>(type).find(({ id }) => id.startsWith(name))
  if (key === undefined) throw new Error(`no ${type} ${name}`)
  return key
}
const policyOf = (made: Synthesised, type: string, name: string) =>
  keyOf(made, type, name).properties.KeyPolicy.Statement
const replicating = (statements: readonly Statement[]) =>
  statements
    .filter(({ Action }) => [Action].flat().includes('kms:ReplicateKey'))
    .map(({ Effect, Action, Condition }) => [Effect, Action, Condition])

const isUse = ({ Effect, Action }: Statement) =>
  Effect === 'Allow' &&
  [Action].flat().some((action) => /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/.test(action))
const isReplication = ({ Action }: Statement) => [Action].flat().includes('kms:ReplicateKey')

describe('a key', () => {
  test.each(['EnvelopeKey', 'TransportKey'])(
    '%s is copied nowhere while the settings name no second region',
    (name) => {
      const statements = replicating(policyOf(alone, 'AWS::KMS::Key', name))
      expect(statements).toEqual(name === 'EnvelopeKey' ? [] : [['Deny', 'kms:ReplicateKey', undefined]])
      // Nobody but those statements allows it: the account has kms:* of the transport key alone.
      const all = policyOf(alone, 'AWS::KMS::Key', name).filter(({ Action }) =>
        [Action].flat().some((each) => /\*/.test(each)),
      )
      expect(all).toHaveLength(name === 'EnvelopeKey' ? 0 : 1)
    },
  )

  test('is copied to the region that the settings name, and to no other', () => {
    const region = { 'kms:ReplicaRegion': 'eu-west-1' }
    expect(replicating(policyOf(allowed, 'AWS::KMS::Key', 'EnvelopeKey'))).toEqual([
      ['Allow', 'kms:ReplicateKey', { StringEquals: region }],
    ])
    expect(replicating(policyOf(allowed, 'AWS::KMS::Key', 'TransportKey'))).toEqual([
      ['Deny', 'kms:ReplicateKey', { StringNotEquals: region }],
    ])
  })
})

const tablesOf = (made: Synthesised): readonly string[] =>
  made.all.filter(({ type }) => type.startsWith('AWS::DynamoDB')).map(({ id }) => id)

describe('the second region', () => {
  test('has no stack before the first has made what is copied', () => {
    expect(appOf(inIreland({ copies: null })).replicaStack).toBeUndefined()
    const { stack, replicaStack } = appOf(inIreland())
    expect([stack.region, replicaStack?.region]).toEqual(['eu-west-2', 'eu-west-1'])
    // The table's copy needs the key's copy.
    expect(stack.dependencies).toEqual([replicaStack])
  })

  test('has copies of both keys, kept when the stack goes', () => {
    for (const [name, keyId] of [
      ['EnvelopeKey', copies.envelopeKeyId],
      ['TransportKey', copies.transportKeyId],
    ] as const) {
      const { properties, kept } = keyOf(second, 'AWS::KMS::ReplicaKey', name)
      expect(kept).toBe(true)
      const arn = ['arn:aws:kms:eu-west-2:', { Ref: 'AWS::AccountId' }, `:key/${keyId}`]
      expect(properties.PrimaryKeyArn).toEqual({ 'Fn::Join': ['', arn] })
    }
  })

  test('lets nobody use the envelope key, and refuses what the first region refuses', () => {
    const statements = policyOf(second, 'AWS::KMS::ReplicaKey', 'EnvelopeKey')
    expect(statements.filter(isUse)).toEqual([])
    const ofFirst = policyOf(first, 'AWS::KMS::Key', 'EnvelopeKey').filter(
      (each) => !isUse(each) && !isReplication(each),
    )
    expect(statements).toEqual(ofFirst)
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toHaveLength(3)
  })

  test('watches its keys: a policy of its own can let somebody else read', () => {
    const rules = second.of<{ EventPattern: { detail: { resources: { ARN: unknown[] } } } }>('AWS::Events::Rule')
    const arns = rules.flatMap(({ properties }) => properties.EventPattern.detail.resources.ARN.map(idOf))
    expect(arns.toSorted()).toEqual(
      second
        .of('AWS::KMS::ReplicaKey')
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(second.of('AWS::SNS::Subscription').length).toBeGreaterThan(0)
    const alarms = second.of<{ MetricName: string }>('AWS::CloudWatch::Alarm')
    expect(alarms.map(({ properties }) => properties.MetricName)).toEqual(['ApproximateNumberOfMessagesVisible'])
  })

  test('has a copy of the table that is kept like the first, under the key that stands there', () => {
    const [table] = first.of<{ Replicas: ReadonlyArray<Readonly<Record<string, unknown>>> }>(
      'AWS::DynamoDB::GlobalTable',
    )
    const regions = table?.properties.Replicas.map(({ Region }) => Region)
    expect(regions?.toSorted()).toEqual(['eu-west-1', 'eu-west-2'])
    const arn = ['arn:aws:kms:eu-west-1:', { Ref: 'AWS::AccountId' }, `:key/${copies.transportKeyId}`]
    expect(table?.properties.Replicas.find(({ Region }) => Region === 'eu-west-1')).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { KMSMasterKeyId: { 'Fn::Join': ['', arn] } },
    })
  })
})

describe('a takeover', () => {
  const app = appOf(inIreland({ takesOver: true }))

  test('makes all of Harbour in the second region, in the stack whose keys stand there, and nothing in the lost one', () => {
    expect([app.stack.region, app.stack.stackName, app.replicaStack]).toEqual([
      'eu-west-1',
      appOf(inIreland()).replicaStack?.stackName,
      undefined,
    ])
    const idsOf = (made: Synthesised) => made.of('AWS::KMS::ReplicaKey').map(({ id }) => id)
    expect(idsOf(takenOver).toSorted()).toEqual(idsOf(second).toSorted())
  })

  test('uses the copy of the table, and makes none but that of contacts, which operators put again, and that of deliveries, which are made anew', () => {
    expect(tablesOf(takenOver)).toEqual([expect.stringMatching(/^Contacts/), expect.stringMatching(/^Deliveries/)])
    const functions = takenOver.of<{ Environment: { Variables: Record<string, unknown> } }>('AWS::Lambda::Function')
    const tables = functions.flatMap(({ properties }) => properties.Environment.Variables['REPORT_TABLE'] ?? [])
    expect(new Set(tables)).toEqual(new Set([copies.tableName]))
  })

  test('grants each use of the envelope key to the same functions, by the same conditions, as the first region does', () => {
    const ofFirst = policyOf(first, 'AWS::KMS::Key', 'EnvelopeKey').filter((each) => !isReplication(each))
    expect(policyOf(takenOver, 'AWS::KMS::ReplicaKey', 'EnvelopeKey')).toEqual(ofFirst)
    expect(ofFirst.filter(isUse).length).toBeGreaterThan(3)
  })
})

describe('an existing table', () => {
  const restored = synthesise(exampleConfig('prod', { tableName: 'Restored' }))
  const statementsOf = (made: Synthesised) =>
    made
      .of<{ PolicyDocument: PolicyDocument }>('AWS::IAM::Policy')
      .map(({ properties }) => properties.PolicyDocument.Statement)

  test('takes the place of one of our own, which is kept outside the stack', () => {
    expect(tablesOf(restored)).toEqual([expect.stringMatching(/^Contacts/), expect.stringMatching(/^Deliveries/)])
    expect(alone.of('AWS::DynamoDB::GlobalTable').every(({ kept }) => kept)).toBe(true)
    expect(restored.outputs['TableName']).toEqual({ Value: 'Restored' })
  })

  test('is granted to each function as our own is: the same actions on it and its indexes, by the same conditions', () => {
    const own = alone.of('AWS::DynamoDB::GlobalTable')[0]?.id ?? ''
    const own1 = JSON.stringify(statementsOf(alone)).replaceAll(
      JSON.stringify({ 'Fn::GetAtt': [own, 'Arn'] }),
      '"TABLE"',
    )
    const arn = { 'Fn::Join': ['', ['arn:aws:dynamodb:eu-west-2:', { Ref: 'AWS::AccountId' }, ':table/Restored']] }
    const ofIndex = (made: string, index: string) => made.split(`/index/${index}`).length
    const restored1 = JSON.stringify(statementsOf(restored)).replaceAll(JSON.stringify(arn), '"TABLE"')
    expect(restored1.split('"TABLE"').length).toBeGreaterThan(5)
    for (const index of ['due', 'desk']) {
      expect(ofIndex(restored1, index)).toBeGreaterThan(1)
      expect(ofIndex(restored1, index)).toBe(ofIndex(own1, index))
    }
    const actionsOf = (made: Synthesised) =>
      statementsOf(made).map((statements) => statements.map(({ Action, Condition }) => [Action, Condition]))
    expect(actionsOf(restored)).toEqual(actionsOf(alone))
  })
})
