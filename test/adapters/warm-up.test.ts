import { expect, it } from 'vitest'
import type { DynamoCalls, KmsCalls, SqsCalls } from '../../shared/adapters/aws-calls.ts'
import { warmUp } from '../../shared/adapters/warm-up.ts'

it('warming calls each service once, changes nothing, takes no retries, and does not mind failing', async () => {
  const calls: unknown[] = []
  const failing = async (operation: string, input: object, options: object) => {
    calls.push([operation, input, options])
    throw new Error('AWS is down')
  }
  const services = { kms: failing as KmsCalls, dynamo: failing as DynamoCalls, sqs: failing as SqsCalls }
  await warmUp({ ...services, keyArn: 'arn:key', table: 'Reports', queueUrl: 'https://queue' })
  const once = { onceUntil: expect.any(AbortSignal) }
  expect(calls).toEqual([
    ['GenerateDataKey', expect.objectContaining({ KeyId: 'arn:key', DryRun: true }), once],
    ['GetItem', expect.objectContaining({ TableName: 'Reports' }), once],
    ['GetQueueAttributes', expect.objectContaining({ QueueUrl: 'https://queue' }), once],
  ])
})
