import dns from 'node:dns'
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListKeysCommand } from '@aws-sdk/client-kms'
import { ListTopicsCommand } from '@aws-sdk/client-sns'
import { ListQueuesCommand } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDynamoDb, createKms, createSns, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { toFaultFields } from '../../shared/lambda/log.ts'
import { type Answer, answer, half, ok, reset, silence, useScriptedAws } from './scripted-aws.ts'

const { received, answers, connections, client } = useScriptedAws()
const list = () => createDynamoDb(client()).send(new ListTablesCommand())
const down = (count: number) => answers.push(...Array.from({ length: count }, () => answer(503, '')))

describe('clients of AWS', () => {
  it.each([
    ['a server that fails', answer(500, '<html>')],
    ['a server that is away', answer(503, '{"__type":"ServiceUnavailable"}')],
    ['an answer that breaks off', answer(502, '{"__type":"Serv')],
    ['an answer that says nothing', answer(500, 'null')],
    [
      'a refusal of too many calls',
      answer(400, '{"__type":"com.amazonaws.dynamodb#ProvisionedThroughputExceededException"}'),
    ],
    ['a connection that breaks', reset],
  ])('a call is tried again after %s', async (_what, failing) => {
    answers.push(failing, failing, ok)
    await list()
    expect(received).toHaveLength(3)
  })

  it('a call is tried three times and no more, and fails as the last try did', async () => {
    answers.push(answer(500, ''), answer(500, ''), answer(500, '{"__type":"InternalServerError","message":"no"}'), ok)
    await expect(list()).rejects.toMatchObject({ name: 'InternalServerError', message: 'no' })
    expect(received).toHaveLength(3)
  })

  it('a call is tried again when its answer pauses for 2.5 seconds', async () => {
    // Here 50 ms of silence stand for 2.5 s.
    const { setTimeout } = Socket.prototype
    vi.spyOn(Socket.prototype, 'setTimeout').mockImplementation(function (this: Socket, ms, pass) {
      return setTimeout.call(this, ms === 2500 ? 50 : ms, pass)
    })
    answers.push(half, ok)
    await list()
    expect(received).toHaveLength(2)
  })

  it('a refused call is not tried again', async () => {
    answers.push(answer(400, '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no"}'))
    await expect(list()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(received).toHaveLength(1)
  })

  it('a service that was down has no retries left for a while, and other services have theirs', async () => {
    /** Returns how often a call is tried when its first try fails. */
    const triesAfterBlip = async (call: () => Promise<unknown>): Promise<number> => {
      received.length = 0
      answers.splice(0, answers.length, answer(500, ''))
      await call().catch(() => undefined)
      return received.length
    }
    const sqs = createSqs(client())
    const dynamo = createDynamoDb(client())
    const queues = () => sqs.send(new ListQueuesCommand())
    down(200)
    for (let count = 0; count < 60; count += 1) await queues().catch(() => undefined)
    expect(await triesAfterBlip(queues)).toBe(1)
    expect(await triesAfterBlip(() => dynamo.send(new ListTablesCommand()))).toBe(2)
    for (let count = 0; count < 30; count += 1) await queues()
    expect(await triesAfterBlip(queues)).toBe(2)
  })

  it('a client that tries once takes no retries from others', async () => {
    const once = createDynamoDb({ ...client(), ...triedOnce })
    const dynamo = createDynamoDb(client())
    down(100)
    for (let count = 0; count < 100; count += 1) await expect(once.send(new ListTablesCommand())).rejects.toThrow()
    expect(received).toHaveLength(100)
    answers.push(answer(500, ''), ok)
    await dynamo.send(new ListTablesCommand())
    expect(received).toHaveLength(102)
  })

  it('a call ends when its caller gives up', async () => {
    const giving = new AbortController()
    answers.push(() => giving.abort())
    const call = createKms(client()).send(new ListKeysCommand(), { abortSignal: giving.signal })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(received).toHaveLength(1)
  })

  it('all clients of a process share their connections', async () => {
    const officer = { accessKeyId: 'officer', secretAccessKey: 'secret', sessionToken: 'token' }
    await createKms(client()).send(new ListKeysCommand())
    await createKms({ ...client(), credentials: officer }).send(new ListKeysCommand())
    await createSqs({ ...client(), ...triedOnce }).send(new ListQueuesCommand())
    answers.push(answer(200, '<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>'))
    await createSns(client()).send(new ListTopicsCommand())
    expect(connections.opened).toBeLessThanOrEqual(1)
    expect(received[1]?.headers).toMatchObject({ 'x-amz-security-token': 'token' })
  })

  it('a hundred calls are made at once', async () => {
    // The time of a call runs while it waits for a connection: a report with 200 additions was once not opened for
    // that.
    const held: ServerResponse[] = []
    answers.push(...Array.from({ length: 100 }, (): Answer => (reply) => held.push(reply)))
    const dynamo = createDynamoDb(client())
    const calls = Array.from({ length: 100 }, () => dynamo.send(new ListTablesCommand()))
    await vi.waitUntil(() => held.length === 100, { timeout: 20_000 })
    for (const reply of held) reply.end('{}')
    await Promise.all(calls)
  })

  it('the log quotes nothing of an answer that the client cannot read', async () => {
    answers.push(answer(200, '{"Plaintext": kestrel'))
    const fault: unknown = await createKms(client())
      .send(new ListKeysCommand())
      .catch((error: unknown) => error)
    expect(fault).toMatchObject({ name: 'SyntaxError', message: expect.stringContaining('kestrel') })
    expect(JSON.stringify(toFaultFields(fault))).not.toContain('kestrel')
  })
})

describe('clients of AWS that wait', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    // Sockets have timers of their own, which stay real: here they have none.
    vi.spyOn(Socket.prototype, 'setTimeout').mockReturnThis()
  })
  afterEach(() => void vi.useRealTimers())

  /** Waits for the network without letting time pass. */
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
  }
  /** Lets time pass until the server has so many requests. */
  const untilTried = async (tries: number): Promise<void> => {
    while (received.length < tries) {
      await vi.advanceTimersByTimeAsync(1)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  it('a try has 2.5 seconds until its answer begins, and is then made again', async () => {
    let givenUp = false
    answers.push((reply) => {
      reply.on('close', () => {
        givenUp = true
      })
    }, ok)
    const call = list()
    await until(() => received.length === 1)
    await vi.advanceTimersByTimeAsync(2499)
    expect(givenUp).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await until(() => givenUp)
    await untilTried(2)
    await call
  })

  it('a call fails when three tries had no answer', async () => {
    answers.push(silence, silence, silence)
    const failed = expect(list()).rejects.toMatchObject({ name: 'TimeoutError' })
    for (const tries of [1, 2, 3]) {
      await untilTried(tries)
      await vi.advanceTimersByTimeAsync(2500)
    }
    await failed
    expect(received).toHaveLength(3)
  })

  it('a connection has 1.1 seconds', async () => {
    const lookUp = vi.spyOn(dns, 'lookup').mockImplementation(() => undefined)
    const outcomes: unknown[] = []
    const once = createDynamoDb({ ...client(), ...triedOnce, endpoint: 'http://never-found.invalid' })
    const call = once.send(new ListTablesCommand()).catch((error: unknown) => outcomes.push(error))
    await until(() => lookUp.mock.calls.length === 1)
    await vi.advanceTimersByTimeAsync(1099)
    expect(outcomes).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await call
    expect(outcomes).toEqual([expect.objectContaining({ name: 'TimeoutError' })])
  })
})
