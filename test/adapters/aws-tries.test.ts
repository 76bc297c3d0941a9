import type { ServerResponse } from 'node:http'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createDynamoCalls, createSqsCalls } from '../../shared/adapters/aws-calls.ts'
import { type Answer, answer, half, ok, reset, silence, useScriptedAws } from './scripted-aws.ts'

const { received, answers, environment } = useScriptedAws()
const put = () => createDynamoCalls(environment())('PutItem', { TableName: 'Reports', Item: {} })

describe('a call of AWS', () => {
  it.each([
    ['a server that fails', answer(500, '<html>')],
    ['one that is away', answer(503, '{"__type":"ServiceUnavailable"}')],
    ['one that breaks off', answer(502, '{"__type":"Serv')],
    ['one that says nothing', answer(500, 'null')],
    [
      'one that is asked too much',
      answer(400, '{"__type":"com.amazonaws.dynamodb#ProvisionedThroughputExceededException"}'),
    ],
    ['a connection that breaks', reset],
  ])('is tried again after %s', async (_what, failing) => {
    answers.push(failing, failing, ok)
    await put()
    expect(received).toHaveLength(3)
  })

  describe('that takes too long', () => {
    const deadlines: Array<{ readonly ms: number; readonly pass: () => void }> = []
    /** Answers, and then the try's time is over. */
    const tooLate =
      (begin: Answer): Answer =>
      (reply) => {
        begin(reply)
        setImmediate(() => deadlines.at(-1)?.pass())
      }

    beforeEach(() => {
      deadlines.length = 0
      vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
        const controller = new AbortController()
        deadlines.push({ ms, pass: () => controller.abort() })
        return controller.signal
      })
    })

    it.each([
      ['before its answer', silence],
      ['in the middle of its answer', half],
    ])('%s is made again', async (_when, begin) => {
      answers.push(tooLate(begin), ok)
      await put()
      expect(received).toHaveLength(2)
      expect(deadlines.map(({ ms }) => ms)).toEqual([2500, 2500])
    })

    it('three times fails, and says how long each try had', async () => {
      answers.push(tooLate(silence), tooLate(half), tooLate(silence))
      await expect(put()).rejects.toThrow('AWS did not answer within 2500 ms')
      expect(received).toHaveLength(3)
    })
  })

  describe('of a service that was down', () => {
    const down = (count: number) => answers.push(...Array.from({ length: count }, () => answer(503, '')))
    /** Gives how often a call was tried that fails once. */
    const triesAfterBlip = async (call: () => Promise<unknown>): Promise<number> => {
      received.length = 0
      answers.length = 0
      answers.push(answer(500, ''))
      await call().catch(() => undefined)
      return received.length
    }

    it('has no retries left for a while, other services have theirs, and answers bring them back', async () => {
      const sqs = createSqsCalls(environment())
      const dynamo = createDynamoCalls(environment())
      const message = () => sqs('SendMessage', { QueueUrl: 'q', MessageBody: 'm' })
      const item = () => dynamo('PutItem', { TableName: 'Reports', Item: {} })
      down(200)
      for (let count = 0; count < 60; count += 1) await message().catch(() => undefined)
      expect(await triesAfterBlip(message)).toBe(1)
      expect(await triesAfterBlip(item)).toBe(2)
      for (let count = 0; count < 30; count += 1) await message()
      expect(await triesAfterBlip(message)).toBe(2)
    })
  })

  it('is tried three times and no more, and then fails as the last try did', async () => {
    answers.push(answer(500, ''), answer(500, ''), answer(500, '{"__type":"InternalServerError","message":"no"}'), ok)
    const failed = {
      name: 'InternalServerError',
      message: 'no',
      $metadata: { httpStatusCode: 500, requestId: 'request-1' },
    }
    await expect(put()).rejects.toMatchObject(failed)
    expect(received).toHaveLength(3)
  })

  it('that nothing is lost without ends when its caller gives up', async () => {
    answers.push(silence)
    const giving = new AbortController()
    const call = createDynamoCalls(environment())('Scan', { TableName: 'Reports' }, { onceUntil: giving.signal })
    giving.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('that nothing is lost without is tried once, and leaves others their retries', async () => {
    const dynamo = createDynamoCalls(environment())
    const scan = () => dynamo('Scan', { TableName: 'Reports' }, { onceUntil: new AbortController().signal })
    answers.push(...Array.from({ length: 100 }, () => answer(503, '')))
    for (let count = 0; count < 100; count += 1) await expect(scan()).rejects.toThrow()
    expect(received).toHaveLength(100)
    answers.push(answer(500, ''), ok)
    await dynamo('PutItem', { TableName: 'Reports', Item: {} })
    expect(received).toHaveLength(102)
  })

  it('waits for its turn behind 25 others before its time runs', async () => {
    // A report with 200 additions was not opened when each answer took 700 ms: the time ran while calls waited for a connection.
    const timeout = vi.spyOn(AbortSignal, 'timeout')
    const held: ServerResponse[] = []
    answers.push(...Array.from({ length: 60 }, (): Answer => (reply) => held.push(reply)))
    const dynamo = createDynamoCalls(environment())
    const calls = Array.from({ length: 60 }, () => dynamo('Scan', { TableName: 'Reports' }))
    for (let answered = 0; answered < 60; answered += 1) {
      await vi.waitUntil(() => held.length === Math.min(60, answered + 25), { interval: 1 })
      expect(timeout).toHaveBeenCalledTimes(held.length)
      held[answered]?.end('{}')
    }
    await Promise.all(calls)
  })
})
