import { createServer } from 'node:http'
import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGuard } from '../../../infra/local/aws/guard.ts'
import { createCallAccess } from '../../../infra/local/iam/call-access.ts'
import { type Listening, listenLocally } from '../../../infra/local/machine/listen.ts'
import { localRegion } from '../../../infra/local/machine/local-client.ts'
import type { Resource } from '../../../infra/local/template/template.ts'
import { stackOf } from '../fixture/stack-of.ts'

const Version = '2012-10-17'
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

const policyOf = (role: string, statements: readonly object[]): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: [role],
    PolicyDocument: { Version, Statement: statements.map((each) => ({ Effect: 'Allow', ...each })) },
  },
})

const using = [
  { Action: 'dynamodb:GetItem', Resource: arnOf('Table') },
  { Action: 'sqs:SendMessage', Resource: arnOf('Queue') },
  { Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
  { Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [arnOf('Bucket'), '/digests/*']] } },
]

const keyFor = (service: string, ...Action: readonly string[]) => ({
  Action,
  Resource: arnOf('Key'),
  Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-2.amazonaws.com` } },
})

const stack = stackOf({
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Version,
        Statement: [
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*', Resource: '*' },
        ],
      },
    },
  },
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { SSESpecification: { KMSMasterKeyId: arnOf('Key') } } },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: arnOf('Key') } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Key' } } },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { KMSMasterKeyID: arnOf('Key') } }],
      },
    },
  },
  Allowed: policyOf('Caller', [
    ...using,
    keyFor('dynamodb', 'kms:Decrypt'),
    ...['sqs', 'sns', 's3'].map((service) => keyFor(service, 'kms:Decrypt', 'kms:GenerateDataKey')),
  ]),
  WithoutKey: policyOf('Keyless', using),
  OpeningOnly: policyOf('Opener', [
    ...using,
    ...['dynamodb', 'sqs', 'sns', 's3'].map((each) => keyFor(each, 'kms:Decrypt')),
  ]),
})

let engine: Listening
let guard: Listening
const reached: string[] = []

beforeAll(async () => {
  engine = await listenLocally(
    createServer((request, response) => {
      reached.push(String(request.headers['x-amz-target'] ?? request.url))
      response.writeHead(200).end('{}')
    }),
  )
  const { url } = engine
  guard = await startGuard(
    Promise.resolve({
      urls: { dynamodb: url, sqs: url, sns: url, s3: url },
      callerOf: (accessKeyId) => (accessKeyId === '' ? undefined : { role: accessKeyId, tags: {} }),
      isAllowed: createCallAccess(stack),
    }),
  )
})
afterAll(async () => {
  await guard.close()
  await engine.close()
})

const settings = (accessKeyId: string) => ({
  endpoint: guard.url,
  region: localRegion,
  maxAttempts: 1,
  credentials: { accessKeyId, secretAccessKey: 'local' },
})

const QueueUrl = 'http://localhost/000000000000/Queue'
const TopicArn = 'arn:aws:sns:eu-west-2:000000000000:Topic'

const calls: Readonly<Record<string, (role: string) => Promise<unknown>>> = {
  get: (role) =>
    new DynamoDBClient(settings(role)).send(new GetItemCommand({ TableName: 'Table', Key: { id: { S: '1' } } })),
  send: (role) =>
    new SQSClient({ ...settings(role), md5: false }).send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' })),
  publish: (role) => new SNSClient(settings(role)).send(new PublishCommand({ TopicArn, Message: 'm' })),
  put: (role) =>
    new S3Client(settings(role)).send(new PutObjectCommand({ Bucket: 'bucket', Key: 'digests/1', Body: 'd' })),
}

const refusals: Readonly<Record<string, string>> = {
  get: 'AccessDeniedException',
  send: 'AccessDeniedException',
  publish: 'AuthorizationErrorException',
  put: 'AccessDenied',
}

const outcome = async (call: Promise<unknown> | undefined): Promise<string> => {
  const before = reached.length
  const error = await call?.then(
    () => undefined,
    (reason: Error) => reason,
  )
  return reached.length > before ? 'reached' : (error?.name ?? 'nothing')
}

test.each(Object.keys(calls))(
  '%s reaches its service for whom the policies allow it, with the key at rest',
  async (name) => {
    expect(await outcome(calls[name]?.('Caller'))).toBe('reached')
  },
)

test.each(Object.keys(calls))(
  '%s is refused as its service would: a role without rights, or without the key',
  async (name) => {
    expect(await outcome(calls[name]?.('Stranger'))).toBe(refusals[name])
    expect(await outcome(calls[name]?.('Keyless'))).toBe(refusals[name])
    expect(await outcome(calls[name]?.('ASIA0000'))).toBe(refusals[name])
  },
)

test('who may only open with the key may read and not send, publish or store', async () => {
  expect(await outcome(calls['get']?.('Opener'))).toBe('reached')
  for (const name of ['send', 'publish', 'put']) expect(await outcome(calls[name]?.('Opener'))).toBe(refusals[name])
})

test('an operation that the local policies do not know is refused to everyone', async () => {
  const transaction = new TransactWriteItemsCommand({ TransactItems: [] })
  expect(await outcome(new DynamoDBClient(settings('Caller')).send(transaction))).toBe('AccessDeniedException')
  expect(await outcome(new SQSClient(settings('Caller')).send(new PurgeQueueCommand({ QueueUrl })))).toBe(
    'AccessDeniedException',
  )
  const removal = new DeleteObjectCommand({ Bucket: 'bucket', Key: 'digests/1' })
  expect(await outcome(new S3Client(settings('Caller')).send(removal))).toBe('AccessDenied')
})
