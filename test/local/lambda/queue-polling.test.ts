import { describe, expect, test } from 'vitest'
import { polledQueuesOf, succeededIn, toSqsEvent } from '../../../infra/local/lambda/queue-polling.ts'
import { stackOf } from '../fixture/stack-of.ts'

const batch = ['one', 'two', 'three']

const failing = (...itemIdentifiers: readonly unknown[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
})

describe('a batch that names its failures', () => {
  test.each([[undefined], [null], [{}], [''], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'a batch with the result %j succeeds as a whole',
    (result) => {
      expect(succeededIn(batch, result, true)).toEqual(batch)
    },
  )

  test('all messages of a batch succeed except those that the function names', () => {
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
  ])('a batch with %s fails as a whole', (_name, result) => {
    expect(succeededIn(batch, result, true)).toEqual([])
  })

  test('a batch succeeds as a whole when the mapping does not report failures', () => {
    expect(succeededIn(batch, failing('two'), false)).toEqual(batch)
  })
})

describe('the event of a batch', () => {
  test('the event has the shape that Lambda documents', () => {
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

describe('the event source mappings of the template', () => {
  const mapping = (properties: Readonly<Record<string, unknown>>) =>
    stackOf({
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: 'arn:q', FunctionName: 'f', ...properties },
      },
    })

  test('a mapping has the defaults of Lambda', () => {
    expect(polledQueuesOf(mapping({}))).toEqual([
      { queueArn: 'arn:q', functionName: 'f', batchSize: 10, reportsFailures: false, concurrency: 5, windowSeconds: 0 },
    ])
  })

  test('a mapping has what the template sets', () => {
    const set = {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      MaximumBatchingWindowInSeconds: 5,
    }
    expect(polledQueuesOf(mapping(set))[0]).toMatchObject({
      batchSize: 1,
      reportsFailures: true,
      concurrency: 2,
      windowSeconds: 5,
    })
  })

  test('the queue of a disabled mapping is not polled', () => {
    expect(polledQueuesOf(mapping({ Enabled: false }))).toEqual([])
  })

  test('a mapping with a filter is not supported', () => {
    expect(() => polledQueuesOf(mapping({ FilterCriteria: {} }))).toThrow(
      'FilterCriteria of Mapping is not supported by the local stack',
    )
  })
})
