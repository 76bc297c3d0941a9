import { createServer, type IncomingMessage, request } from 'node:http'
import { type Listening, listenLocally } from '../../infra/local/machine/listen.ts'
import type { Billed } from './prices.ts'

/** The engines behind a meter, by their URLs. */
export interface Metered {
  readonly dynamo: string
  readonly kms: string
  readonly messages: string
}

/** What stands between functions and engines and counts what AWS would bill. */
export interface Meter extends Listening {
  readonly billed: Billed
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const dynamoWrites = /\.(Put|Update|Delete)Item$/

/**
 * Starts a meter on 127.0.0.1. DynamoDB itself says what a call costs, its indexes with it; every other call counts as
 * one request.
 */
export const startMeter = async ({ dynamo, kms, messages }: Metered): Promise<Meter> => {
  const billed: Billed = {
    kmsRequests: 0,
    writeUnits: 0,
    readUnits: 0,
    sqsRequests: 0,
    snsRequests: 0,
    invocations: 0,
    logBytes: 0,
  }

  const engineOf = (target: string): string => {
    if (target.startsWith('DynamoDB')) return dynamo
    return target.startsWith('TrentService') ? kms : messages
  }

  const count = (target: string, answer: Buffer): void => {
    if (target.startsWith('DynamoDB')) {
      const { ConsumedCapacity } = JSON.parse(answer.toString('utf8')) as {
        readonly ConsumedCapacity?: { readonly CapacityUnits: number }
      }
      billed[dynamoWrites.test(target) ? 'writeUnits' : 'readUnits'] += ConsumedCapacity?.CapacityUnits ?? Number.NaN
    } else if (target.startsWith('TrentService')) billed.kmsRequests += 1
    else billed[target.startsWith('AmazonSQS') ? 'sqsRequests' : 'snsRequests'] += 1
  }

  const forward = async (incoming: IncomingMessage) => {
    const target = String(incoming.headers['x-amz-target'] ?? '')
    const given = await readAll(incoming)
    const body = target.startsWith('DynamoDB')
      ? Buffer.from(JSON.stringify({ ...JSON.parse(given.toString('utf8')), ReturnConsumedCapacity: 'TOTAL' }))
      : given
    const headers = { ...incoming.headers, 'content-length': body.length }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const path = incoming.url ?? '/'
      request(engineOf(target) + path, { method: 'POST', headers }, resolve)
        .on('error', reject)
        .end(body)
    })
    const text = await readAll(answer)
    if (answer.statusCode === 200) count(target, text)
    return { status: answer.statusCode ?? 500, headers: answer.headers, text }
  }

  const server = createServer((incoming, reply) => {
    forward(incoming).then(
      ({ status, headers, text }) => reply.writeHead(status, headers).end(text),
      () => reply.writeHead(502).end(),
    )
  })
  return { ...(await listenLocally(server)), billed }
}
