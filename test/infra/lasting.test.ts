import { describe, expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { appOf, synthesise } from './synthesised.ts'

const prod = synthesise(exampleConfig('prod'))
const firstDeployment = exampleConfig('prod', { deletionProtection: false })

/**
 * Logical ids are a contract: with another id CloudFormation makes a new resource, and what the old one holds (reports,
 * keys, officers' passkeys, messages) is left behind. A new resource is added here; no id ever changes.
 */
const pinned = {
  TransportKey55AE1F48: 'AWS::KMS::Key',
  EnvelopeKeyD3E142F7: 'AWS::KMS::Key',
  ReportsTable5E17AF2D: 'AWS::DynamoDB::GlobalTable',
  ContactsTable16C20946: 'AWS::DynamoDB::GlobalTable',
  RoutingReceivedDeadLetters0C9D9084: 'AWS::SQS::Queue',
  RoutingDeskDeadLetters1EBA6558: 'AWS::SQS::Queue',
  RoutingReceivedQueueF538A8C6: 'AWS::SQS::Queue',
  RoutingDeskdivisionaQueueE588FA1A: 'AWS::SQS::Queue',
  RoutingDeskdivisioncQueue1C0D9711: 'AWS::SQS::Queue',
  RoutingDeskdivisiondQueue0F62F730: 'AWS::SQS::Queue',
  RoutingDeskdivisioneQueue2462A58E: 'AWS::SQS::Queue',
  RoutingDeskdivisiongQueueCD239202: 'AWS::SQS::Queue',
  RoutingDeskdivisionjQueueCEB1127E: 'AWS::SQS::Queue',
  RoutingDeskdivisionkQueue6C129E18: 'AWS::SQS::Queue',
  RoutingDeskdivisionlQueueE50A7558: 'AWS::SQS::Queue',
  RoutingDeskdivisionnQueue51FB304C: 'AWS::SQS::Queue',
  RoutingDeskdivisionpQueue23FFE326: 'AWS::SQS::Queue',
  RoutingDeskdivisionqQueue715E22F1: 'AWS::SQS::Queue',
  RoutingDeskdivisionuQueueA5D246C3: 'AWS::SQS::Queue',
  RoutingDeskdivisionvQueue35800DDC: 'AWS::SQS::Queue',
  RoutingDeskchildprotectionQueueD7C0D554: 'AWS::SQS::Queue',
  RoutingDeskoutsidescotlandQueue0EB33CC7: 'AWS::SQS::Queue',
  RoutingDeskdutycontrolQueue59E6E6A8: 'AWS::SQS::Queue',
  RoutingDeskurgentQueue3144D856: 'AWS::SQS::Queue',
  DeliveriesTable439E74BF: 'AWS::DynamoDB::GlobalTable',
  DeliveriesQueueDeadLetters3001AB8D: 'AWS::SQS::Queue',
  DeliveriesQueue00DFAF0C: 'AWS::SQS::Queue',
  DeliveriesPseudonymKeyCA890E10: 'AWS::KMS::Key',
  CanaryWayKey3B77DF21: 'AWS::KMS::Key',
  UndeliveredQueue47FA64CB: 'AWS::SQS::Queue',
  IntakeApi6BE964B1: 'AWS::ApiGateway::RestApi',
  IntakeApiDeploymentStagev1D03E6618: 'AWS::ApiGateway::Stage',
  DutyOfficersUserPool31F53726: 'AWS::Cognito::UserPool',
  DutyOfficersUserPoolConsole54751C8E: 'AWS::Cognito::UserPoolClient',
  DutyOfficersUserPoolCommandLine2C181F43: 'AWS::Cognito::UserPoolClient',
  DutyOfficersUserPoolDomainD22F75D2: 'AWS::Cognito::UserPoolDomain',
  LogDigestBucket6A6706ED: 'AWS::S3::Bucket',
} as const

test('what holds something, or what people hold an address of, keeps its logical id', () => {
  const ids = Object.fromEntries(prod.all.map(({ id, type }) => [id, type]))
  expect(ids).toMatchObject(pinned)
})

test('whatever is made of a pinned type is pinned', () => {
  const types = new Set<string>(Object.values(pinned))
  const unpinned = prod.all.filter(({ id, type }) => types.has(type) && !Object.hasOwn(pinned, id)).map(({ id }) => id)
  expect(unpinned).toEqual([])
})

/**
 * CloudFormation takes 500.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostResources = 400

test('the stack has room for what is still to come', () => {
  expect(prod.all.length).toBeGreaterThan(300)
  expect(prod.all.length).toBeLessThan(mostResources)
})

describe('what holds data', () => {
  const types = [
    'AWS::DynamoDB::GlobalTable',
    'AWS::KMS::Key',
    'AWS::Cognito::UserPool',
    'AWS::S3::Bucket',
    'AWS::Logs::LogGroup',
  ]

  test.each(types)('is kept when the stack goes, but for a creation that failed: %s', (type) => {
    const notKept = prod.of(type).filter(({ kept }) => !kept)
    expect(notKept.map(({ id }) => id)).toEqual([])
  })

  const protectionOf = (config: typeof firstDeployment) => {
    const made = synthesise(config)
    const [table] = made.of<{ Replicas: ReadonlyArray<{ DeletionProtectionEnabled: boolean }> }>(
      'AWS::DynamoDB::GlobalTable',
    )
    const [pool] = made.of<{ DeletionProtection: string }>('AWS::Cognito::UserPool')
    const { terminationProtection } = appOf(config).stack
    const ofTable = table?.properties.Replicas.map(({ DeletionProtectionEnabled }) => DeletionProtectionEnabled)
    return [ofTable, pool?.properties.DeletionProtection, terminationProtection]
  }

  test('is protected on prod from the second deployment on: a first one that fails can be undone', () => {
    expect(protectionOf(exampleConfig('prod'))).toEqual([[true], 'ACTIVE', true])
    expect(protectionOf(firstDeployment)).toEqual([[false], 'INACTIVE', false])
  })
})
