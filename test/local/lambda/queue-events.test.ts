import { describe, expect, test } from 'vitest'
import {
  eventSourcesOf,
  rateMs,
  schedulesOf,
  succeededIn,
  toSqsEvent,
} from '../../../infra/local/lambda/queue-events.ts'
import { createStack, type Resource } from '../../../infra/local/template/template.ts'

const stackOf = (Resources: Readonly<Record<string, Resource>>) =>
  createStack({ Resources }, { region: 'eu-west-2', account: '000000000000', queueUrl: (name) => name })

const batch = ['one', 'two', 'three']

const failing = (...itemIdentifiers: readonly unknown[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('a batch that names its failures', () => {
  test.each([[undefined], [null], [{}], [''], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'counts %j as full success',
    (result) => {
      expect(succeededIn(batch, result, true)).toEqual(batch)
    },
  )

  test('is done with all but the messages that it names', () => {
    expect(succeededIn(batch, failing('two'), true)).toEqual(['one', 'three'])
  })

  test.each([
    ['an empty identifier', failing('')],
    ['an unknown identifier', failing('four')],
    ['one unknown identifier beside a known one', failing('one', 'four')],
    ['an identifier that is not a string', failing(1)],
    ['no identifier', { batchItemFailures: [{}] }],
    ['a misspelt key', { batchItemFailures: [{ itemIdentifer: 'one' }] }],
    ['something that is no list', { batchItemFailures: 'one' }],
  ])('fails as a whole for %s', (_name, result) => {
    expect(succeededIn(batch, result, true)).toEqual([])
  })

  test('succeeds as a whole when the mapping does not ask for failures', () => {
    expect(succeededIn(batch, failing('two'), false)).toEqual(batch)
  })
})

describe('an event of SQS', () => {
  test('has the shape that Lambda gives it', () => {
    const message = {
      MessageId: 'm',
      ReceiptHandle: 'r',
      Body: '{}',
      MD5OfBody: 'x',
      Attributes: { ApproximateReceiveCount: '1' },
    }
    expect(toSqsEvent([message], 'arn:q').Records).toEqual([
      {
        messageId: 'm',
        receiptHandle: 'r',
        body: '{}',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {},
        md5OfBody: 'x',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:q',
        awsRegion: 'eu-west-2',
      },
    ])
  })
})

describe('what the template says', () => {
  const mapping = (properties: Readonly<Record<string, unknown>>) =>
    stackOf({
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: 'arn:q', FunctionName: 'f', ...properties },
      },
    })

  test('an event source has the defaults of Lambda', () => {
    expect(eventSourcesOf(mapping({}))).toEqual([
      { queueArn: 'arn:q', functionName: 'f', batchSize: 10, reportsFailures: false, concurrency: 5 },
    ])
  })

  test('an event source takes what is set', () => {
    const set = {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    }
    expect(eventSourcesOf(mapping(set))[0]).toMatchObject({ batchSize: 1, reportsFailures: true, concurrency: 2 })
  })

  test('an event source that is switched off is not polled', () => {
    expect(eventSourcesOf(mapping({ Enabled: false }))).toEqual([])
  })

  test('a filter, which has no local form, is an error', () => {
    expect(() => eventSourcesOf(mapping({ FilterCriteria: {} }))).toThrow('FilterCriteria of Mapping has no local form')
  })

  test.each([
    ['rate(1 minute)', 60_000],
    ['rate(5 minutes)', 300_000],
    ['rate(1 hour)', 3_600_000],
  ])('%s is a rate', (expression, ms) => {
    expect(rateMs(expression)).toBe(ms)
  })

  test('a schedule that is no rate is an error', () => {
    expect(() => rateMs('cron(0 12 * * ? *)')).toThrow('has no local form')
  })

  test('a rule and a schedule both call their function', () => {
    const stack = stackOf({
      F: { Type: 'AWS::Lambda::Function' },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 minute)',
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['F', 'Arn'] } }],
        },
      },
      Schedule: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: { ScheduleExpression: 'rate(2 minutes)', Target: { Arn: { 'Fn::GetAtt': ['F', 'Arn'] } } },
      },
    })
    expect(schedulesOf(stack)).toEqual([
      { functionName: 'F', everyMs: 120_000 },
      { functionName: 'F', everyMs: 60_000 },
    ])
  })
})
