import { createHash, createHmac } from 'node:crypto'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, vi } from 'vitest'
import { createDynamoCalls, createKmsCalls, createSqsCalls } from '../../shared/adapters/aws-calls.ts'
import { answer, type Received, useScriptedAws } from './scripted-aws.ts'

const { received, answers, environment, engineUrl } = useScriptedAws()
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

  it.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])('is not made where %s is missing', (name) => {
    expect(() => createDynamoCalls({ ...environment(), [name]: undefined })).toThrow(name)
  })

  it.each([
    ['dynamodb', createDynamoCalls],
    ['kms', createKmsCalls],
    ['sqs', createSqsCalls],
  ] as const)('of %s goes to AWS itself where no endpoint is named', async (service, createCalls) => {
    // The only test of the address in AWS: everything else is told an endpoint.
    const sent = vi.spyOn(NodeHttpHandler.prototype, 'handle').mockRejectedValue(new Error('not sent'))
    const { AWS_ENDPOINT_URL: _local, ...inAws } = environment()
    const call = createCalls(inAws) as (operation: string, input: object, options: object) => Promise<unknown>
    await expect(call('Any', {}, { onceUntil: new AbortController().signal })).rejects.toThrow('not sent')
    const hostname = `${service}.eu-west-2.amazonaws.com`
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ protocol: 'https:', hostname, headers: { host: hostname } })
  })

  it('goes to the endpoint of its own service first', async () => {
    const elsewhere = { ...environment(), AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ENDPOINT_URL_SQS: engineUrl() }
    await createSqsCalls(elsewhere)('SendMessage', { QueueUrl: 'q', MessageBody: 'm' })
    expect(received).toHaveLength(1)
  })
})
