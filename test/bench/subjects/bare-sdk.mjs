import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

/**
 * Three bare SDK calls and one cipher: the plain three-client bundle, and the floor of the processor time of a warm
 * report.
 */
const { REPORT_TABLE: TableName, ENVELOPE_KEY_ARN: KeyId, ROUTING_QUEUE_URL: QueueUrl } = process.env
const [kms, dynamo, sqs] = [new KMSClient(), new DynamoDBClient(), new SQSClient()]

export const handler = async (event) => {
  const submission = JSON.parse(event.body)
  const reportId = randomBytes(8).toString('hex')
  const { Plaintext, CiphertextBlob } = await kms.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: { reportId } }),
  )
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(Plaintext), randomBytes(12))
  const body = Buffer.concat([cipher.update(JSON.stringify(submission)), cipher.final(), cipher.getAuthTag()])
  const Item = { reportId: { S: reportId }, item: { S: 'report' }, key: { B: CiphertextBlob }, body: { B: body } }
  await dynamo.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(reportId)' }))
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ v: 1, reportId }) }))
  return { statusCode: 202, body: JSON.stringify({ reference: reportId }) }
}
