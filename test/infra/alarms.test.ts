import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exampleConfig } from '../../infra/config.ts'
import { redriveNameOf } from '../../scripts/redrive/dead-letters.ts'
import { idOf, idsIn, listOf, ownerOf, type PolicyDocument, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Alarm {
  readonly AlarmDescription?: string
  readonly AlarmActions?: readonly unknown[]
  readonly OKActions?: readonly unknown[]
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: ReadonlyArray<{ readonly Name: string; readonly Value: unknown }>
  readonly Threshold: number
  readonly ComparisonOperator: string
  readonly TreatMissingData?: string
  readonly Metrics?: ReadonlyArray<{ readonly Expression?: string; readonly MetricStat?: { readonly Metric: Alarm } }>
}
interface Method {
  readonly HttpMethod: string
  readonly ResourceId: unknown
  readonly Integration: { readonly Type: string; readonly Uri?: unknown }
}
interface Queue {
  readonly RedrivePolicy?: unknown
}

const alarms = stack.of<Alarm>('AWS::CloudWatch::Alarm')
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8')
const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} -]/gu, '')
    .replaceAll(' ', '-'),
)

const paths = stack.of<{ readonly PathPart: string; readonly ParentId: unknown }>('AWS::ApiGateway::Resource')
const pathOf = (id: string | undefined): string => {
  const found = paths.find((each) => each.id === id)
  return found === undefined ? '' : `${pathOf(idOf(found.properties.ParentId))}/${found.properties.PathPart}`
}

const dimensionOf = ({ Dimensions }: Alarm, name: string) => Dimensions?.find(({ Name }) => Name === name)?.Value
const named = (name: string) => {
  const alarm = alarms.find(({ id }) => id.startsWith(`Alarms${name}`))
  if (alarm === undefined) throw new Error(`no alarm ${name}`)
  return alarm.properties
}

describe('every alarm', () => {
  test.each(alarms)('$id says what it means for a person, and where the runbook helps', ({ properties }) => {
    const [, anchor] =
      /^Impact: \S.{15,}\. Runbook: docs\/operations\.md#(\S+)$/.exec(properties.AlarmDescription ?? '') ?? []
    expect(properties.AlarmDescription).toMatch(/^Impact: /)
    expect(anchors).toContain(anchor)
  })

  test('says when it ends, to those who heard that it began', () => {
    expect(alarms.filter(({ properties }) => properties.OKActions === undefined)).toEqual([])
    for (const { properties } of alarms) expect(properties.OKActions).toEqual(properties.AlarmActions)
  })

  test('on a metric of ours is about this stage alone', () => {
    const ours = alarms.filter(({ properties }) => properties.Namespace === 'Harbour')
    expect(ours.length).toBeGreaterThan(0)
    for (const { properties } of ours) expect(dimensionOf(properties, 'stage')).toBe('dev')
    const ofProd = synthesise(exampleConfig('prod')).of<Alarm>('AWS::CloudWatch::Alarm')
    const stages = ofProd
      .filter(({ properties }) => properties.Namespace === 'Harbour')
      .map(({ properties }) => dimensionOf(properties, 'stage'))
    expect(stages).toEqual(ours.map(() => 'prod'))
  })

  test('reaches people: each notifies one topic that CloudWatch and EventBridge may publish to and that somebody reads', () => {
    const [topic, ...others] = new Set(alarms.flatMap(({ properties }) => listOf(properties.AlarmActions).map(idOf)))
    expect(others).toEqual([])
    expect(alarms.filter(({ properties }) => listOf(properties.AlarmActions).length === 0)).toEqual([])
    const policies = stack.of<{ PolicyDocument: PolicyDocument; Topics: readonly unknown[] }>('AWS::SNS::TopicPolicy')
    const statements = policies
      .filter(({ properties }) => properties.Topics.some((each) => idOf(each) === topic))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    // Once a topic has any policy, its default one is gone: without this statement no alarm ever arrives.
    expect(
      statements.filter(({ Effect }) => Effect === 'Allow').map(({ Action, Principal }) => [Action, Principal]),
    ).toEqual([
      ['sns:Publish', { Service: 'cloudwatch.amazonaws.com' }],
      ['sns:Publish', { Service: 'events.amazonaws.com' }],
    ])
    const readers = stack.of<{ TopicArn: unknown; Protocol: string }>('AWS::SNS::Subscription')
    const protocols = readers.flatMap(({ properties }) =>
      idOf(properties.TopicArn) === topic ? properties.Protocol : [],
    )
    // By mail, whatever becomes of our own channels; and by our own channels.
    expect(protocols.toSorted()).toEqual(['email', 'lambda'])
  })
})

test('every queue of dead letters has an alarm on its first message', () => {
  const deadLetters = stack.of<Queue>('AWS::SQS::Queue').filter(({ properties }) => !properties.RedrivePolicy)
  const watched = alarms
    .filter(
      ({ properties }) =>
        properties.MetricName === 'ApproximateNumberOfMessagesVisible' &&
        properties.Threshold === 0 &&
        properties.ComparisonOperator === 'GreaterThanThreshold',
    )
    .map(({ properties }) => idOf(dimensionOf(properties, 'QueueName')))
  expect(deadLetters.length).toBeGreaterThan(0)
  expect(watched.toSorted()).toEqual(deadLetters.map(({ id }) => id).toSorted())
})

test('the runbook says for each alarm on dead letters by which name its queue is sent again', () => {
  const queues = stack.of<{ readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown } }>('AWS::SQS::Queue')
  const targets = queues.flatMap(({ properties }) => idOf(properties.RedrivePolicy?.deadLetterTargetArn) ?? [])
  const rows = [...runbook.matchAll(/^\| `Harbour-prod-(\w+)` \|.*\| (?:`(\w+)`|none: .*) \|$/gm)]
  const written = rows.map(([, alarm = '', name]) => {
    const found = alarms.filter(({ id }) => new RegExp(`^${alarm}[0-9A-F]{8}$`).test(id))
    return [found.map(({ properties }) => idOf(dimensionOf(properties, 'QueueName'))), name]
  })
  const deadLetters = queues.filter(({ properties }) => !properties.RedrivePolicy)
  const expected = deadLetters.map(({ id }) => [
    [id],
    // CloudFormation names a queue so, with letters and digits of its own at the end.
    targets.includes(id)
      ? redriveNameOf(`arn:aws:sqs:eu-west-2:0:Harbour-prod-${id}-Ab12Cd34Ef56`, 'Harbour-prod')
      : undefined,
  ])
  expect(expected.length).toBeGreaterThan(3)
  expect(written.toSorted()).toEqual(expected.toSorted())
})

test('reports that wait for a desk ring by the age of the oldest', () => {
  const { MetricName, Dimensions } = named('RoutingQueueAge')
  expect(MetricName).toBe('ApproximateAgeOfOldestMessage')
  expect(idOf(Dimensions?.[0]?.Value)).toMatch(/^RoutingReceivedQueue/)
})

describe('every function', () => {
  const functions = stack.of('AWS::Lambda::Function')

  test.each(['Errors', 'Throttles'])('rings by its %s', (metric) => {
    const watched = alarms
      .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === metric)
      .filter(
        ({ properties }) => properties.Threshold === 0 && properties.ComparisonOperator === 'GreaterThanThreshold',
      )
      .map(({ properties }) => idOf(dimensionOf(properties, 'FunctionName')))
    expect(watched.toSorted()).toEqual(functions.map(({ id }) => id).toSorted())
  })

  test('that answers the API rings by each answer of 500 or above: its own faults are no errors to Lambda', () => {
    const methods = stack
      .of<Method>('AWS::ApiGateway::Method')
      // A method that nothing declares (ANY) gets a 405 and nothing else.
      .filter(({ properties }) => properties.Integration.Type === 'AWS_PROXY' && properties.HttpMethod !== 'ANY')
    const calls = methods.map(({ properties }) => {
      const target = ownerOf(idsIn(properties.Integration.Uri).find((id) => id.includes('Function')) ?? '')
      return `${target} ${properties.HttpMethod} ${pathOf(idOf(properties.ResourceId))}`
    })
    const metricsOf = ({ Metrics, ...alarm }: Alarm) =>
      Metrics === undefined ? [alarm] : Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))
    const watched = alarms
      .filter(({ id }) => id.startsWith('AlarmsServerErrors'))
      .flatMap(({ id, properties }) =>
        metricsOf(properties).map((metric) => {
          expect([metric.Namespace, metric.MetricName]).toEqual(['AWS/ApiGateway', '5XXError'])
          expect(properties.Threshold).toBe(0)
          const name = functions
            .map((each) => ownerOf(each.id))
            .find((owner) => id.includes(owner.replaceAll('-', '').toLowerCase()))
          return `${name} ${dimensionOf(metric, 'Method')} ${dimensionOf(metric, 'Resource')}`
        }),
      )
    expect(watched.toSorted()).toEqual(calls.toSorted())
  })

  test('is watched by alarms that CloudWatch takes: at most 10 metrics each', () => {
    const sizes = alarms.map(({ properties }) => properties.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10)
    const sums = alarms.flatMap(({ properties }) => properties.Metrics?.map(({ Expression }) => Expression) ?? [])
    expect(new Set(sums.filter((each) => each !== undefined))).toEqual(new Set(['SUM(METRICS())']))
  })
})

test('watch-deadlines rings when it says nothing at all', () => {
  const { Namespace, MetricName, Dimensions, TreatMissingData } = named('OldestOverdueReport')
  expect([Namespace, MetricName, TreatMissingData]).toEqual(['Harbour', 'OldestOverdueSeconds', 'breaching'])
  expect(Dimensions).toEqual([
    { Name: 'functionName', Value: 'watch-deadlines' },
    { Name: 'stage', Value: 'dev' },
  ])
})

test('a table with a copy in another region rings when the copy falls behind by a minute', () => {
  const copies = {
    envelopeKeyId: `mrk-${'a'.repeat(32)}`,
    transportKeyId: `mrk-${'b'.repeat(32)}`,
    tableName: 'Harbour-dev-Reports-1',
  }
  const replica = { region: 'eu-west-1', copies, takesOver: false }
  const made = synthesise(exampleConfig('dev', { replica })).of<Alarm>('AWS::CloudWatch::Alarm')
  const [alarm] = made.filter(({ properties }) => properties.MetricName === 'ReplicationLatency')
  expect(alarm?.properties).toMatchObject({ Namespace: 'AWS/DynamoDB', Threshold: 60_000 })
  expect(alarm && dimensionOf(alarm.properties, 'ReceivingRegion')).toBe('eu-west-1')
  expect(alarms.filter(({ properties }) => properties.MetricName === 'ReplicationLatency')).toEqual([])
  const [, anchor] = /#(\S+)$/.exec(alarm?.properties.AlarmDescription ?? '') ?? []
  expect(anchors).toContain(anchor)
})

test('a desk that nobody hears for rings, and so does silence about it; a contact that fails rings', () => {
  const { MetricName, Threshold, TreatMissingData } = named('UnreachableAudiences')
  expect([MetricName, Threshold, TreatMissingData]).toEqual(['UnreachableAudiences', 0, 'breaching'])
  expect(dimensionOf(named('UnreachableAudiences'), 'functionName')).toBe('watch-contacts')
  expect(named('FailingContacts')).toMatchObject({ MetricName: 'FailingContacts', Threshold: 0 })
})

test('a canary that takes longer than a minute rings, and so does none for 15 minutes', () => {
  expect(named('CanarySeconds')).toMatchObject({
    MetricName: 'CanarySeconds',
    Threshold: 60,
    TreatMissingData: 'breaching',
    Period: 900,
    Statistic: 'Minimum',
    EvaluationPeriods: 1,
  })
  expect(dimensionOf(named('CanarySeconds'), 'functionName')).toBe('canary')
})

test('a canary that fails is not sent again: one that was taken for a report has bothered people once', () => {
  const configs = stack.of<{ FunctionName: unknown; MaximumRetryAttempts: number }>('AWS::Lambda::EventInvokeConfig')
  const retries = configs.map(({ properties }) => [
    ownerOf(idOf(properties.FunctionName) ?? ''),
    properties.MaximumRetryAttempts,
  ])
  expect(retries).toEqual([['Canary', 0]])
})

describe('a call that changes, stops, deletes or copies a key', () => {
  interface Rule {
    readonly EventPattern?: Readonly<Record<string, unknown>>
    readonly Targets: ReadonlyArray<{
      readonly Arn: unknown
      readonly InputTransformer?: { readonly InputTemplate: string }
      readonly DeadLetterConfig?: { readonly Arn: unknown }
    }>
  }
  const isAboutKeys = ({ EventPattern }: Rule) => JSON.stringify(EventPattern?.['source']) === '["aws.kms"]'
  const rules = stack.of<Rule>('AWS::Events::Rule').filter(({ properties }) => isAboutKeys(properties))
  const [target, ...others] = rules.flatMap(({ properties }) => properties.Targets)

  test('is seen for every key, by the events that KMS sends by CloudTrail', () => {
    expect(rules.map(({ properties }) => properties.EventPattern)).toEqual([
      {
        source: ['aws.kms'],
        'detail-type': ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: ['PutKeyPolicy', 'DisableKey', 'ScheduleKeyDeletion', 'ReplicateKey'],
          resources: {
            ARN: stack
              .of('AWS::KMS::Key')
              .map(({ id }) => ({ 'Fn::GetAtt': [id, 'Arn'] }))
              .toReversed(),
          },
        },
      },
    ])
  })

  test('is told to the operators, with what it means and where the runbook helps, and kept when it cannot be', () => {
    expect(others).toEqual([])
    expect(idOf(target?.Arn)).toBe(idOf(alarms[0]?.properties.AlarmActions?.[0]))
    const [, anchor] =
      /Impact: \S.{15,}\. Runbook: docs\/operations\.md#([\w-]+)"$/.exec(
        target?.InputTransformer?.InputTemplate ?? '',
      ) ?? []
    expect(anchors).toContain(anchor)
    const undelivered = named('UndeliveredAlerts').Dimensions?.[0]?.Value
    expect(idOf(target?.DeadLetterConfig?.Arn)).toBe(idOf(undelivered))
  })

  // It once said of each key what is true of the envelope key alone.
  test('says what is at stake with any of the keys, and the runbook has a row for each', () => {
    const words = target?.InputTransformer?.InputTemplate ?? ''
    for (const stake of ['read reports', 'open a report', 'alerts', 'canary']) expect(words).toContain(stake)
    const [, section = ''] = /^## Key changed\n(.*?)^## /ms.exec(runbook) ?? []
    const described = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, description]) => description)
    const keys = stack.of<{ readonly Description: string }>('AWS::KMS::Key')
    expect(described.toSorted()).toEqual(keys.map(({ properties }) => properties.Description).toSorted())
  })
})
