import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { idOf, listOf, type PolicyDocument, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Alarm {
  readonly AlarmDescription?: string
  readonly AlarmActions?: readonly unknown[]
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: ReadonlyArray<{ readonly Name: string; readonly Value: unknown }>
  readonly Threshold: number
  readonly ComparisonOperator: string
  readonly TreatMissingData?: string
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

  test('reaches people: each tells one topic that CloudWatch may publish to and that somebody reads', () => {
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
    ).toEqual([['sns:Publish', { Service: 'cloudwatch.amazonaws.com' }]])
    const readers = stack.of<{ TopicArn: unknown }>('AWS::SNS::Subscription')
    expect(readers.some(({ properties }) => idOf(properties.TopicArn) === topic)).toBe(true)
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

test('reports that wait for a desk ring by the age of the oldest', () => {
  const { MetricName, Dimensions } = named('RoutingQueueAge')
  expect(MetricName).toBe('ApproximateAgeOfOldestMessage')
  expect(idOf(Dimensions?.[0]?.Value)).toMatch(/^RoutingReceivedQueue/)
})

test('a person who is told that a report was not stored rings: by the answer, for the function itself never fails', () => {
  const alarm = named('AcceptReportErrors')
  expect([alarm.Namespace, alarm.MetricName, alarm.Threshold]).toEqual(['AWS/ApiGateway', '5XXError', 0])
  expect([dimensionOf(alarm, 'Resource'), dimensionOf(alarm, 'Method')]).toEqual(['/reports', 'POST'])
})

describe('watch-deadlines', () => {
  test('rings when a pass fails', () => {
    const { MetricName, Dimensions } = named('WatchDeadlinesErrors')
    expect([MetricName, idOf(Dimensions?.[0]?.Value)?.replace(/Function.*/, '')]).toEqual(['Errors', 'WatchDeadlines'])
  })

  test('rings when it says nothing at all', () => {
    const { Namespace, MetricName, Dimensions, TreatMissingData } = named('OldestOverdueReport')
    expect([Namespace, MetricName, TreatMissingData]).toEqual(['Harbour', 'OldestOverdueSeconds', 'breaching'])
    expect(Dimensions).toEqual([{ Name: 'functionName', Value: 'watch-deadlines' }])
  })
})
