import { describe, expect, it, vi } from 'vitest'
import { createDynamoDb, createKms, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { warmUp } from '../../shared/adapters/warm-up.ts'
import { answer, silence, useScriptedAws } from './scripted-aws.ts'

const { received, answers, client } = useScriptedAws()
const warm = () => {
  const settings = { ...client(), ...triedOnce }
  return warmUp({
    kms: createKms(settings),
    keyArn: 'arn:aws:kms:eu-west-2:000000000000:key/envelope',
    dynamo: createDynamoDb(settings),
    table: 'Reports',
    sqs: createSqs(settings),
    queueUrl: `${client().endpoint}/000000000000/routing`,
  })
}

describe('warming', () => {
  it('warming calls each service once, changes nothing, and does not mind failing', async () => {
    answers.push(...Array.from({ length: 3 }, () => answer(500, '')))
    await warm()
    const calls = received.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body)] as const)
    expect(Object.fromEntries(calls)).toEqual({
      'TrentService.GenerateDataKey': expect.objectContaining({ DryRun: true }),
      'DynamoDB_20120810.GetItem': expect.objectContaining({ TableName: 'Reports' }),
      'AmazonSQS.GetQueueAttributes': expect.objectContaining({ AttributeNames: ['VisibilityTimeout'] }),
    })
    expect(calls).toHaveLength(3)
  })

  it('warming ends after two seconds', async () => {
    const giving = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(giving.signal)
    answers.push(silence, silence, () => giving.abort())
    await warm()
    expect(timeout.mock.calls).toEqual([[2000]])
    expect(received).toHaveLength(3)
  })

  it('each of its calls ends with the time', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort())
    await warm()
    expect(received).toEqual([])
  })
})
