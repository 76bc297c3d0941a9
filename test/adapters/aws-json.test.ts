import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Listening, listenLocally } from '../../infra/local/listen.ts'
import { localEnvironment } from '../../infra/local/local-client.ts'
import { createDynamoCalls, createKmsCalls, createSqsCalls } from '../../shared/adapters/aws-calls.ts'

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}
type Answer = (reply: ServerResponse) => void

const received: Received[] = []
const answers: Answer[] = []
let engine: Listening

const answer =
  (status: number, body: string): Answer =>
  (reply) =>
    reply.writeHead(status, { 'x-amzn-requestid': 'request-1' }).end(body)
const ok = answer(200, '{}')
const reset: Answer = (reply) => reply.socket?.destroy()
const silence: Answer = () => undefined
const half: Answer = (reply) => reply.writeHead(200, { 'content-length': 2 }).write('{')

beforeAll(async () => {
  const server = createServer(async (request, reply) => {
    received.push({ headers: request.headers, body: await text(request) })
    const next = answers.shift() ?? ok
    next(reply)
  })
  engine = await listenLocally(server)
})
afterAll(() => engine.close())
beforeEach(() => {
  received.length = 0
  answers.length = 0
  // The wait before a retry is a random share of a longest one: here none of it.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0)
  return () => random.mockRestore()
})

const environment = () => ({ ...localEnvironment(engine.url), AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI' })
const put = () => createDynamoCalls(environment())('PutItem', { TableName: 'Reports', Item: {} })
const sha256 = (given: string) => createHash('sha256').update(given).digest('hex')
const hmac = (key: string | Buffer, given: string) => createHmac('sha256', key).update(given).digest()

/** Signature Version 4 of a POST to `/`, written from AWS's description. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signatureOf = ({ headers, body }: Received, secret: string): string => {
  const [, scope = '', signed = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? []
  const canonical = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const request = ['POST', '/', '', canonical.join(''), signed, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((signing, part) => hmac(signing, part), `AWS4${secret}`)
  return hmac(key, toSign).toString('hex')
}

describe('a call of AWS', () => {
  it.each([
    ['dynamodb', 'DynamoDB_20120810.PutItem', '1.0', put],
    [
      'kms',
      'TrentService.Decrypt',
      '1.1',
      () => createKmsCalls(environment())('Decrypt', { CiphertextBlob: Buffer.of(1) }),
    ],
    [
      'sqs',
      'AmazonSQS.SendMessage',
      '1.0',
      () => createSqsCalls(environment())('SendMessage', { QueueUrl: 'q', MessageBody: 'm' }),
    ],
  ] as const)('of %s is the JSON that it speaks, signed as AWS describes', async (service, target, version, call) => {
    await call()
    const [request] = received
    if (request === undefined) throw new Error('nothing was sent')
    const { authorization = '', ...headers } = request.headers
    expect(headers).toMatchObject({ 'x-amz-target': target, 'content-type': `application/x-amz-json-${version}` })
    expect(authorization).toContain(`/eu-west-2/${service}/aws4_request`)
    expect(authorization).toMatch(/SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-target,/)
    expect(authorization).toMatch(new RegExp(`Signature=${signatureOf(request, 'wJalrXUtnFEMI')}$`))
    expect(signatureOf(request, 'another')).not.toBe(signatureOf(request, 'wJalrXUtnFEMI'))
  })

  it('signs with the session token of temporary credentials', async () => {
    await createKmsCalls({ ...environment(), AWS_SESSION_TOKEN: 'token' })('Decrypt', { CiphertextBlob: Buffer.of(1) })
    expect(received[0]?.headers['x-amz-security-token']).toBe('token')
    expect(received[0]?.headers.authorization).toContain('x-amz-security-token')
  })

  it('carries bytes both ways, in base64 and at any depth, and leaves other text alone', async () => {
    const bytes = new Uint8Array(Buffer.from('..typed..')).subarray(2, 7)
    const item = { B: { S: 'B' }, sealed: { M: { body: { B: bytes }, salt: { B: Buffer.from('salt') } } } }
    answers.push(
      answer(200, JSON.stringify({ Item: { B: { S: 'B' }, key: { B: Buffer.from('key').toString('base64') } } })),
    )
    const { Item } = await createDynamoCalls(environment())('GetItem', { TableName: 'Reports', Key: item })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      TableName: 'Reports',
      Key: { B: { S: 'B' }, sealed: { M: { body: { B: 'dHlwZWQ=' }, salt: { B: 'c2FsdA==' } } } },
    })
    expect(Item).toEqual({ B: { S: 'B' }, key: { B: Buffer.from('key') } })
  })

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

  it('is signed anew for each try', async () => {
    const start = Date.parse('2026-11-25T12:00:00Z')
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    answers.push((reply) => {
      vi.setSystemTime(start + 600_000)
      answer(500, '')(reply)
    })
    await put().finally(() => vi.useRealTimers())
    expect(received.map(({ headers }) => headers['x-amz-date'])).toEqual(['20261125T120000Z', '20261125T121000Z'])
    for (const request of received) {
      expect(request.headers.authorization).toContain(`Signature=${signatureOf(request, 'wJalrXUtnFEMI')}`)
    }
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
      const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
        const controller = new AbortController()
        deadlines.push({ ms, pass: () => controller.abort() })
        return controller.signal
      })
      return () => timeout.mockRestore()
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

  it.each([
    [
      '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"}',
      'ConditionalCheckFailedException',
    ],
    ['{"__type":"AccessDeniedException:http://internal.amazon.com/coral/","Message":"no"}', 'AccessDeniedException'],
    ['{"__type":"ValidationException","message":"no"}', 'ValidationException'],
    ['no JSON', 'UnknownError'],
  ])('is refused by the code in %s, and not tried again', async (body, name) => {
    answers.push(answer(400, body))
    await expect(put()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    expect(received).toHaveLength(1)
  })

  it('quotes nothing of an answer that it cannot read', async () => {
    answers.push(answer(200, '{"Item": secret narrative'))
    await expect(put()).rejects.toThrow(/^AWS answered what is not JSON$/)
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
      await vi.waitUntil(() => held.length > answered)
      await vi.waitUntil(() => held.length === Math.min(60, answered + 25))
      expect(timeout).toHaveBeenCalledTimes(held.length)
      held[answered]?.end('{}')
    }
    await Promise.all(calls)
    timeout.mockRestore()
  })

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('is not made where %s is missing', (name) => {
    expect(() => createDynamoCalls({ ...environment(), [name]: undefined })).toThrow(name)
  })

  it.each([
    ['dynamodb', createDynamoCalls],
    ['kms', createKmsCalls],
    ['sqs', createSqsCalls],
  ] as const)('of %s goes to AWS itself where no endpoint is named', async (service, createCalls) => {
    const sent = vi.spyOn(NodeHttpHandler.prototype, 'handle').mockRejectedValue(new Error('not sent'))
    const { AWS_ENDPOINT_URL: _local, ...inAws } = environment()
    const call = createCalls(inAws) as (operation: string, input: object, options: object) => Promise<unknown>
    await expect(call('Any', {}, { onceUntil: new AbortController().signal })).rejects.toThrow('not sent')
    const hostname = `${service}.eu-west-2.amazonaws.com`
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ protocol: 'https:', hostname, headers: { host: hostname } })
    sent.mockRestore()
  })

  it('goes to the endpoint of its own service first', async () => {
    const elsewhere = { ...environment(), AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ENDPOINT_URL_SQS: engine.url }
    await createSqsCalls(elsewhere)('SendMessage', { QueueUrl: 'q', MessageBody: 'm' })
    expect(received).toHaveLength(1)
  })
})
