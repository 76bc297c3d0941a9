import { describe, expect, test } from 'vitest'
import { desks } from '../../shared/domain/desk.ts'
import { idOf, jsonIn, type PolicyDocument, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Subscription {
  readonly TopicArn: unknown
  readonly Protocol: string
  readonly Endpoint: string
  readonly FilterPolicy?: unknown
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown }
}
interface Function {
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> }
}

const subscriptions = stack.of<Subscription>('AWS::SNS::Subscription')
const notifyTeam = stack.of<Function>('AWS::Lambda::Function').find(({ id }) => id.startsWith('NotifyTeam'))
const topics = jsonIn<Record<string, string>>(notifyTeam?.properties.Environment.Variables['DESK_TOPIC_ARNS'])

test('every desk has a topic of its own that notify-team knows', () => {
  expect(Object.keys(topics)).toEqual(desks)
  expect(new Set(Object.values(topics)).size).toBe(desks.length)
  for (const [desk, topic] of Object.entries(topics)) expect(topic).toContain(desk.replaceAll('-', ''))
})

describe.each(desks)('desk %s', (desk) => {
  test.each(['duty', 'supervisor'])('has somebody who gets what is for %s, and nothing else', (recipients) => {
    const addressed = subscriptions.filter(
      ({ properties }) =>
        `<${idOf(properties.TopicArn)}>` === topics[desk] &&
        JSON.stringify(properties.FilterPolicy) === JSON.stringify({ recipients: [recipients] }),
    )
    expect(addressed.map(({ properties }) => properties.Protocol)).toContain('email')
  })
})

test('every alert that SNS cannot deliver is kept, by a queue that lets each topic send to it, and the watch on keys', () => {
  const kept = new Set(subscriptions.map(({ properties }) => idOf(properties.RedrivePolicy?.deadLetterTargetArn)))
  expect(kept.size).toBe(1)
  const [queue] = kept
  const policies = stack.of<{ PolicyDocument: PolicyDocument; Queues: readonly unknown[] }>('AWS::SQS::QueuePolicy')
  const senders = policies
    .filter(({ properties }) => properties.Queues.some((each) => idOf(each) === queue))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .filter(({ Effect, Action }) => Effect === 'Allow' && Action === 'sqs:SendMessage')
    .flatMap(({ Principal, Condition }) => [
      Principal,
      ...[Condition?.['ArnEquals']?.['aws:SourceArn']].flat().map(idOf).toSorted(),
    ])
  const rules = stack
    .of<{ EventPattern?: object }>('AWS::Events::Rule')
    .filter(({ id, properties }) => properties.EventPattern && id.startsWith('KeyWatch'))
  const from = new Set(subscriptions.map(({ properties }) => idOf(properties.TopicArn)))
  expect(senders).toEqual([
    { Service: 'sns.amazonaws.com' },
    ...[...from].toSorted(),
    { Service: 'events.amazonaws.com' },
    ...rules.map(({ id }) => id),
  ])
})

test('a stage that nobody watches tells only example.org, which is nobody', () => {
  for (const { properties } of subscriptions) expect(properties.Endpoint).toMatch(/@example\.org$/)
})
