import { describe, expect, test } from 'vitest'
import { desks } from '../../shared/domain/desk.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { idOf, jsonIn, listOf, type PolicyDocument, synthesise } from './synthesised.ts'

const stack = synthesise()

interface Queue {
  readonly VisibilityTimeout?: number
  readonly MessageRetentionPeriod?: number
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown; readonly maxReceiveCount: number }
}
interface Mapping {
  readonly EventSourceArn: unknown
  readonly FunctionName: unknown
  readonly FunctionResponseTypes?: readonly string[]
  readonly BatchSize: number
  readonly MaximumBatchingWindowInSeconds?: number
  readonly ScalingConfig?: { readonly MaximumConcurrency: number }
}
interface Function {
  readonly Timeout: number
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> }
}
interface Subscription {
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: unknown }
}

const queues = stack.of<Queue>('AWS::SQS::Queue')
const mappings = stack.of<Mapping>('AWS::Lambda::EventSourceMapping')
const functions = stack.of<Function>('AWS::Lambda::Function')
const fourteenDays = 14 * 24 * 60 * 60

const sourceOf = (mapping: Mapping) => queues.find(({ id }) => id === idOf(mapping.EventSourceArn))
const consumerOf = (mapping: Mapping) => functions.find(({ id }) => id === idOf(mapping.FunctionName))

describe('every queue', () => {
  const deadLettersOf = ({ RedrivePolicy }: Queue | Subscription) => idOf(RedrivePolicy?.deadLetterTargetArn)
  const deadLetters = new Set([
    ...queues.map(({ properties }) => deadLettersOf(properties)),
    ...stack.of<Subscription>('AWS::SNS::Subscription').map(({ properties }) => deadLettersOf(properties)),
  ])

  test('that is consumed has dead letters: after five tries, a delivery after more than an hour', () => {
    const consumed = mappings.map(({ properties }) => sourceOf(properties))
    expect(consumed).toHaveLength(desks.length + 3)
    const counts = consumed.map((queue) => [queue?.id, queue?.properties.RedrivePolicy?.maxReceiveCount])
    expect(counts.filter(([, count]) => count !== 5)).toEqual([[expect.stringMatching(/^DeliveriesQueue/), 50]])
    const deliveries = consumed.find((queue) => queue?.id.startsWith('DeliveriesQueue'))
    expect(50 * (deliveries?.properties.VisibilityTimeout ?? 0)).toBeGreaterThan(60 * 60)
    const targets = consumed.map((queue) => queue && deadLettersOf(queue.properties))
    expect(targets).not.toContain(undefined)
    // Those of desks share theirs: SQS moves each message back to the queue that it came from.
    expect(new Set(targets).size).toBe(3)
  })

  test('either has dead letters or is the dead letters of something', () => {
    const lost = queues.filter(({ id, properties }) => properties.RedrivePolicy === undefined && !deadLetters.has(id))
    expect(lost).toEqual([])
  })

  test('keeps a message for 14 days, the longest that SQS can', () => {
    expect(new Set(queues.map(({ properties }) => properties.MessageRetentionPeriod))).toEqual(new Set([fourteenDays]))
  })
})

describe('every queue that a function consumes', () => {
  test.each(mappings)('$id is hidden for at least 6 times as long as its consumer may take', ({ properties }) => {
    const timeout = consumerOf(properties)?.properties.Timeout ?? Number.POSITIVE_INFINITY
    expect(sourceOf(properties)?.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout)
  })

  test.each(mappings)('$id gives back the records that failed, and only those', ({ properties }) => {
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
  })

  test.each(mappings)('$id is bounded by concurrency, never by a reservation', ({ properties }) => {
    expect(properties.ScalingConfig?.MaximumConcurrency).toBeGreaterThanOrEqual(2)
    expect(consumerOf(properties)?.properties).not.toHaveProperty('ReservedConcurrentExecutions')
  })
})

describe('the desks', () => {
  const environmentOf = (name: string) =>
    functions.find(({ id }) => id.startsWith(name))?.properties.Environment.Variables ?? {}
  const consumers = new Map(
    mappings.map(({ properties }) => [idOf(properties.EventSourceArn), idOf(properties.FunctionName)]),
  )

  test.each(['RouteReport', 'WatchDeadlines'])('have a queue each that %s knows and notify-team consumes', (name) => {
    const urls = jsonIn<Record<string, string>>(environmentOf(name)['DESK_QUEUE_URLS'])
    expect(Object.keys(urls)).toEqual(deskQueueNames)
    expect(new Set(Object.values(urls)).size).toBe(deskQueueNames.length)
    for (const [desk, url] of Object.entries(urls)) {
      expect(url).toContain(desk.replaceAll('-', ''))
      expect(consumers.get(url.slice(1, -1))).toMatch(/^NotifyTeam/)
    }
  })

  test('have their alerts gathered for five seconds, and an immediate report at once', () => {
    const windows = new Map(
      mappings.map(({ properties }) => [idOf(properties.EventSourceArn), properties.MaximumBatchingWindowInSeconds]),
    )
    const urls = jsonIn<Record<string, string>>(environmentOf('RouteReport')['DESK_QUEUE_URLS'])
    for (const [name, url] of Object.entries(urls)) {
      expect(windows.get(url.slice(1, -1))).toBe(name === 'urgent' ? undefined : 5)
    }
  })

  test('have a consumer for the queue that comes before them', () => {
    const url = idOf(environmentOf('AcceptReport')['ROUTING_QUEUE_URL'])
    expect(consumers.get(url)).toMatch(/^RouteReport/)
    expect(idOf(environmentOf('WatchDeadlines')['ROUTING_QUEUE_URL'])).toBe(url)
  })
})

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
const limits = { bytes: 8192, statements: 20, conditions: 10 }

test.each(stack.of<{ PolicyDocument: PolicyDocument }>('AWS::SQS::QueuePolicy'))(
  '$id is a policy that SQS takes',
  ({ properties: { PolicyDocument: policy } }) => {
    const conditions = policy.Statement.flatMap(({ Condition }) => Object.values(Condition ?? {}).flatMap(Object.keys))
    const withArns = JSON.stringify(policy).replace(/\{"(Ref|Fn::GetAtt)":[^}]*\}/g, `"${'x'.repeat(130)}"`)
    expect(policy.Statement.length).toBeLessThanOrEqual(limits.statements)
    expect(conditions.length).toBeLessThanOrEqual(limits.conditions)
    expect(withArns.length).toBeLessThanOrEqual(limits.bytes)
    expect(listOf(policy.Statement)).not.toEqual([])
  },
)
