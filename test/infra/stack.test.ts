import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseContacts } from '../../infra/config.ts'
import { toStage } from '../../infra/harbour-app.ts'
import { desks } from '../../shared/domain/desk.ts'
import { type Resource, type Statement, statementsOf, synthesise } from './template.ts'

let resources: readonly Resource[] = []

beforeAll(() => {
  resources = synthesise()
})

/** Every resource of a type; there must be some, or a loop over them would prove nothing. */
const all = (type: string): readonly Resource[] => {
  const found = resources.filter(({ Type }) => Type === type)
  expect(found.length, type).toBeGreaterThan(0)
  return found
}

const refOf = (value: unknown): string => {
  const text = JSON.stringify(value)
  return /"(?:Fn::GetAtt":\["|Ref":")([^"]+)"/.exec(text)?.[1] ?? text
}

const actionsOf = ({ Action }: Statement): readonly string[] => [Action].flat()

describe('at rest', () => {
  it('every table, queue and topic is encrypted with the transport key', () => {
    const keys = new Set<string>()
    for (const { Properties } of all('AWS::DynamoDB::Table')) {
      expect(Properties.SSESpecification.SSEType).toBe('KMS')
      keys.add(refOf(Properties.SSESpecification.KMSMasterKeyId))
    }
    for (const { Properties } of all('AWS::SQS::Queue')) keys.add(refOf(Properties.KmsMasterKeyId))
    for (const { Properties } of all('AWS::SNS::Topic')) keys.add(refOf(Properties.KmsMasterKeyId))
    expect([...keys]).toEqual([expect.stringMatching(/^TransportKey/)])
  })

  it('tables and keys outlive the stack, tables can be restored to any minute and not be deleted by mistake', () => {
    for (const { Properties, DeletionPolicy } of all('AWS::DynamoDB::Table')) {
      expect(DeletionPolicy).toBe('Retain')
      expect(Properties.DeletionProtectionEnabled).toBe(true)
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
    }
    for (const { Properties, DeletionPolicy } of all('AWS::KMS::Key')) {
      expect(DeletionPolicy).toBe('Retain')
      expect(Properties.EnableKeyRotation).toBe(true)
    }
  })

  it('the due index is sparse and holds keys only', () => {
    const indexes = all('AWS::DynamoDB::Table').flatMap(({ Properties }) => Properties.GlobalSecondaryIndexes)
    const due = indexes.find(({ IndexName }) => IndexName === 'due')
    expect(due.Projection).toEqual({ ProjectionType: 'KEYS_ONLY' })
    expect(due.KeySchema.map(({ AttributeName }: { AttributeName: string }) => AttributeName)).toEqual([
      'duePartition',
      'dueAt',
    ])
  })
})

describe('on the way', () => {
  it.each([
    ['AWS::SQS::QueuePolicy', 'AWS::SQS::Queue', 'Queues'],
    ['AWS::SNS::TopicPolicy', 'AWS::SNS::Topic', 'Topics'],
  ])('every %s refuses what is not TLS, for every %s', (policyType, type, field) => {
    const covered = all(policyType).filter(({ Properties }) =>
      statementsOf(Properties.PolicyDocument).some(
        ({ Effect, Condition }) => Effect === 'Deny' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false',
      ),
    )
    const names = new Set(covered.flatMap(({ Properties }) => Properties[field].map(refOf)))
    expect(
      all(type)
        .map(({ id }) => id)
        .filter((id) => !names.has(id)),
    ).toEqual([])
  })

  it('every queue is a dead letters queue or has one, and messages are kept for 14 days', () => {
    const queues = all('AWS::SQS::Queue')
    const targets = new Set(
      [...queues, ...all('AWS::SNS::Subscription')].flatMap(({ Properties }) =>
        Properties.RedrivePolicy ? [refOf(Properties.RedrivePolicy.deadLetterTargetArn)] : [],
      ),
    )
    for (const { id, Properties } of queues) {
      expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400)
      if (!targets.has(id)) expect(Properties.RedrivePolicy.maxReceiveCount, id).toBe(5)
    }
  })

  it('every consumer reports failed records one by one, and has a sixth of the visibility timeout', () => {
    const byId = new Map(resources.map((resource) => [resource.id, resource]))
    for (const { Properties } of all('AWS::Lambda::EventSourceMapping')) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      const queue = byId.get(refOf(Properties.EventSourceArn))
      const consumer = byId.get(refOf(Properties.FunctionName))
      expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * consumer?.Properties.Timeout)
    }
  })

  it('every desk has a queue with a consumer, and a topic with officers and supervisors', () => {
    expect(desks).toHaveLength(16)
    const ids = (type: string) => all(type).map(({ id }) => id.replace(/[^a-z]/gi, '').toLowerCase())
    for (const desk of desks) {
      const name = `desk${desk.replace('-', '')}`
      expect(ids('AWS::SQS::Queue').filter((id) => id.startsWith(`routing${name}queue`))).toHaveLength(1)
      expect(ids('AWS::SNS::Topic').filter((id) => id.startsWith(`notification${name}`))).toHaveLength(1)
    }
    const subscribed = new Map<string, string[]>()
    for (const { Properties } of all('AWS::SNS::Subscription')) {
      const recipients = Properties.FilterPolicy?.recipients ?? []
      const topic = refOf(Properties.TopicArn)
      subscribed.set(topic, [...(subscribed.get(topic) ?? []), ...recipients])
    }
    for (const { id } of all('AWS::SNS::Topic').filter(({ id }) => id.startsWith('Notification'))) {
      expect(subscribed.get(id)?.sort(), id).toEqual(['duty', 'supervisor'])
    }
  })
})

describe('every function', () => {
  it('runs on Node 24 on arm64, with a role and a log group of its own that ends', () => {
    const roles = new Set<string>()
    const kept = new Map(all('AWS::Logs::LogGroup').map(({ id, Properties }) => [id, Properties.RetentionInDays]))
    const functions = all('AWS::Lambda::Function')
    for (const { Properties } of functions) {
      expect(Properties.Runtime).toBe('nodejs24.x')
      expect(Properties.Architectures).toEqual(['arm64'])
      expect(kept.get(refOf(Properties.LoggingConfig.LogGroup))).toBeGreaterThan(0)
      expect(Properties.LoggingConfig.LogFormat).toBe('JSON')
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined()
      roles.add(refOf(Properties.Role))
    }
    expect(roles.size).toBe(functions.length)
  })

  it('has an environment of at most 4 KB', () => {
    for (const { id, Properties } of all('AWS::Lambda::Function')) {
      const variables = JSON.stringify(Properties.Environment?.Variables ?? {})
      const resolved = variables.replace(/\{"(?:Ref|Fn::GetAtt)":[^}]*\}/g, 'x'.repeat(90))
      expect(resolved.length, id).toBeLessThan(4096)
    }
  })
})

describe('rights', () => {
  const rolePolicies = () =>
    all('AWS::IAM::Policy').flatMap(({ Properties }) =>
      statementsOf(Properties.PolicyDocument).map((statement) => ({ role: refOf(Properties.Roles), statement })),
    )

  it('name no wildcard action, and no wildcard resource', () => {
    for (const { role, statement } of rolePolicies()) {
      for (const action of actionsOf(statement)) expect(action, role).not.toContain('*')
      for (const resource of [statement.Resource].flat()) expect(resource, role).not.toBe('*')
    }
  })

  const envelopeKey = () => {
    const key = all('AWS::KMS::Key').find(({ id }) => id.startsWith('EnvelopeKey'))
    return statementsOf(key?.Properties.KeyPolicy)
  }

  it('to the envelope key are exactly those of DESIGN 5, and stand in the key policy alone', () => {
    const uses = envelopeKey()
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap((statement) => actionsOf(statement).map((action) => [refOf(statement.Principal), action] as const))
      .filter(([, action]) => /Decrypt|Encrypt|GenerateDataKey/.test(action))
      .map(([principal, action]) => `${principal.replace(/Role.*/, '')} ${action}`)
    const public_ = uses.filter((use) => !use.startsWith('Duty'))
    expect(public_.sort()).toEqual([
      'AcceptReport kms:GenerateDataKey',
      'RouteReport kms:ReEncryptFrom',
      'RouteReport kms:ReEncryptTo',
    ])
    for (const { statement } of rolePolicies()) {
      if (actionsOf(statement).some((action) => action.startsWith('kms:'))) {
        expect(JSON.stringify(statement.Resource)).not.toContain('EnvelopeKey')
      }
    }
  })

  it('to the envelope key are refused without a reportId or a desk in the context', () => {
    for (const name of ['reportId', 'desk']) {
      const denied = envelopeKey().find(
        ({ Effect, Condition }) =>
          Effect === 'Deny' && Condition?.['Null']?.[`kms:EncryptionContext:${name}`] === 'true',
      )
      expect(actionsOf(denied ?? { Effect: '', Action: [] })).toEqual(
        expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']),
      )
    }
  })

  it('of accept-report to the table are to put, and to read back the proof of a retry and nothing of a report', () => {
    const statements = rolePolicies()
      .filter(({ role }) => role.startsWith('AcceptReport'))
      .map(({ statement }) => statement)
    const reads = statements.filter((statement) =>
      actionsOf(statement).some((action) => /dynamodb:(?!PutItem)/.test(action)),
    )
    expect(reads).toHaveLength(1)
    expect(actionsOf(reads[0] ?? { Effect: '', Action: [] })).toEqual(['dynamodb:GetItem'])
    expect(reads[0]?.Condition?.['ForAllValues:StringEquals']?.['dynamodb:Attributes']).toEqual([
      'reportId',
      'part',
      'receivedAt',
      'keyHash',
      'submissionHash',
    ])
    expect(reads[0]?.Condition?.['StringEquals']?.['dynamodb:Select']).toBe('SPECIFIC_ATTRIBUTES')
  })
})

describe('what operators are told', () => {
  it('names what it means for a person, and a heading of the runbook that exists', () => {
    const headings = new Set(
      [...readFileSync('docs/operations.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, title]) =>
        (title ?? '')
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s+/g, '-'),
      ),
    )
    for (const { id, Properties } of all('AWS::CloudWatch::Alarm')) {
      const [, impact, anchor] =
        /^Impact: (.+)\. Runbook: docs\/operations\.md#(.+)$/.exec(Properties.AlarmDescription) ?? []
      expect(impact, id).toBeTruthy()
      expect(headings, id).toContain(anchor)
      expect(Properties.AlarmActions).toHaveLength(1)
    }
  })

  it('holds nothing of a request but its id, method, route and status', () => {
    for (const { Properties } of all('AWS::ApiGateway::Stage')) {
      const fields = [...Properties.AccessLogSetting.Format.matchAll(/\$context\.(\w+)/g)].map(([, name]) => name)
      expect(fields.sort()).toEqual([
        'httpMethod',
        'requestId',
        'requestTime',
        'resourcePath',
        'responseLatency',
        'status',
      ])
      expect(
        Properties.MethodSettings.every((each: { DataTraceEnabled?: boolean }) => each.DataTraceEnabled !== true),
      ).toBe(true)
    }
  })
})

describe('contacts', () => {
  const complete = Object.fromEntries(
    desks.map((desk) => [desk, { duty: ['a@example.org'], supervisor: ['b@example.org'] }]),
  )

  it('are taken when every desk has officers and supervisors', () => {
    expect(parseContacts(complete)).toBe(complete)
  })

  it('name every desk that lacks one, and every address that is none', () => {
    const { 'division-p': _fife, ...rest } = complete
    const broken = { ...rest, 'duty-control': { duty: [], supervisor: ['nobody'] } }
    expect(() => parseContacts(broken)).toThrow(
      /desk division-p has no duty contact\n.*desk division-p has no supervisor contact\n.*desk duty-control has no duty contact\n.*desk duty-control: supervisor contact 1 is not an email address/,
    )
    expect(() => parseContacts(null)).toThrow(/desk division-a has no duty contact/)
  })

  it('belong to a stage that exists', () => {
    expect(toStage(undefined)).toBe('dev')
    expect(() => toStage('test')).toThrow('stage is one of: local, dev, prod')
  })
})

it('names no resource by hand, so that a stack can stand twice', () => {
  const named = resources.filter(({ Properties = {} }) =>
    ['QueueName', 'TopicName', 'TableName', 'FunctionName', 'RoleName', 'BucketName', 'LogGroupName'].some(
      (name) => typeof Properties[name] === 'string',
    ),
  )
  expect(named.map(({ id }) => id)).toEqual([])
})
