import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:https'

/**
 * The least that an accepted report costs: three hand-signed calls over node:https and one cipher. No SDK, no parser
 * but JSON's.
 */
const {
  AWS_ENDPOINT_URL,
  AWS_ACCESS_KEY_ID,
  AWS_SECRET_ACCESS_KEY,
  REPORT_TABLE,
  ENVELOPE_KEY_ARN,
  ROUTING_QUEUE_URL,
} = process.env
const { hostname, port, host } = new URL(AWS_ENDPOINT_URL)
const agent = new Agent({ keepAlive: true })
const hmac = (key, text) => createHmac('sha256', key).update(text).digest()
const sha256 = (text) => createHash('sha256').update(text).digest('hex')

const sign = (service, target, body) => {
  const date = new Date().toISOString().replace(/[:-]|\.\d{3}/g, '')
  const day = date.slice(0, 8)
  const canonical = `POST\n/\n\nhost:${host}\nx-amz-date:${date}\nx-amz-target:${target}\n\nhost;x-amz-date;x-amz-target\n${sha256(body)}`
  const scope = `${day}/eu-west-2/${service}/aws4_request`
  const key = ['eu-west-2', service, 'aws4_request'].reduce(hmac, hmac(`AWS4${AWS_SECRET_ACCESS_KEY}`, day))
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`)
    .digest('hex')
  const signed = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${signature}`
  return {
    host,
    'x-amz-date': date,
    'x-amz-target': target,
    authorization: signed,
    'content-type': 'application/x-amz-json-1.0',
  }
}

const call = (service, target, input) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(input)
    const headers = { ...sign(service, target, body), 'content-length': Buffer.byteLength(body) }
    const sent = request({ hostname, port, agent, method: 'POST', path: '/', headers }, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk) => {
          text += chunk
        })
        .on('end', () => resolve(JSON.parse(text)))
    })
    sent.on('error', reject).end(body)
  })

export const handler = async (event) => {
  const submission = JSON.parse(event.body)
  const reportId = randomBytes(8).toString('hex')
  const { Plaintext, CiphertextBlob } = await call('kms', 'TrentService.GenerateDataKey', {
    KeyId: ENVELOPE_KEY_ARN,
    KeySpec: 'AES_256',
    EncryptionContext: { reportId },
  })
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(Plaintext, 'base64'), randomBytes(12))
  const body = Buffer.concat([cipher.update(JSON.stringify(submission)), cipher.final(), cipher.getAuthTag()])
  const Item = {
    reportId: { S: reportId },
    item: { S: 'report' },
    key: { B: CiphertextBlob },
    body: { B: body.toString('base64') },
  }
  await call('dynamodb', 'DynamoDB_20120810.PutItem', {
    TableName: REPORT_TABLE,
    Item,
    ConditionExpression: 'attribute_not_exists(reportId)',
  })
  await call('sqs', 'AmazonSQS.SendMessage', {
    QueueUrl: ROUTING_QUEUE_URL,
    MessageBody: JSON.stringify({ v: 1, reportId }),
  })
  return { statusCode: 202, body: JSON.stringify({ reference: reportId }) }
}
