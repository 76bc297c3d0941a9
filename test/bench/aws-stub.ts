import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** A process of its own that answers KMS, DynamoDB and SQS at once, over TLS as AWS does; it prints its port. */
const folder = import.meta.dirname
const options = {
  key: readFileSync(join(folder, 'localhost-key.pem')),
  cert: readFileSync(join(folder, 'localhost-cert.pem')),
}
const dataKey = {
  KeyId: 'arn:aws:kms:eu-west-2:000000000000:key/bench',
  Plaintext: randomBytes(32).toString('base64'),
  CiphertextBlob: randomBytes(184).toString('base64'),
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

const answerTo = (target: string, body: string): object => {
  if (target.endsWith('GenerateDataKey')) return dataKey
  if (target.endsWith('SendMessage')) {
    return { MessageId: 'm', MD5OfMessageBody: md5((JSON.parse(body) as { readonly MessageBody: string }).MessageBody) }
  }
  return {}
}

const server = createServer(options, async (request, response) => {
  const body = await readBody(request)
  const target = String(request.headers['x-amz-target'] ?? '')
  const text = JSON.stringify(answerTo(target, body))
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': Buffer.byteLength(text) })
  response.end(text)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
