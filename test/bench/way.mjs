/**
 * Takes reports through the three functions of one subject, as API Gateway and the SQS pollers would: `node way.mjs
 * ACCEPT ROUTE NOTIFY REPORTS BODY_FILE`.
 */
import { readFileSync } from 'node:fs'
import { context, postOf } from './lambda-call.mjs'

const [accept, route, notify, reports, bodyFile] = process.argv.slice(2)
const [acceptReport, routeReport, notifyTeam] = await Promise.all(
  [accept, route, notify].map(async (module) => (await import(module)).handler),
)
const { AWS_ENDPOINT_URL, ROUTING_QUEUE_URL, ANY_DESK_QUEUE_URL } = process.env
const body = readFileSync(bodyFile, 'utf8')
const sqs = async (operation, input) => {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` }
  const answer = await fetch(AWS_ENDPOINT_URL, { method: 'POST', headers, body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(`${operation} was answered ${answer.status}`)
  return operation === 'ReceiveMessage' ? answer.json() : undefined
}

const pass = async (QueueUrl, handler) => {
  const { Messages = [] } = await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 })
  if (Messages.length !== 1) throw new Error(`${QueueUrl} has no message`)
  const [{ MessageId, ReceiptHandle, Body }] = Messages
  const record = {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-2:000000000000:queue',
    awsRegion: 'eu-west-2',
  }
  const { batchItemFailures } = await handler({ Records: [record] }, context())
  if (batchItemFailures.length > 0) throw new Error(`${QueueUrl}: its message failed`)
  await sqs('DeleteMessage', { QueueUrl, ReceiptHandle })
}

for (let index = 0; index < Number(reports); index += 1) {
  const reply = await acceptReport(postOf(body), context())
  if (reply.statusCode !== 202) throw new Error(`the subject answered ${reply.statusCode}`)
  await pass(ROUTING_QUEUE_URL, routeReport)
  await pass(ANY_DESK_QUEUE_URL, notifyTeam)
}
