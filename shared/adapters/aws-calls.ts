import type * as DynamoDb from '@aws-sdk/client-dynamodb'
import type * as Kms from '@aws-sdk/client-kms'
import type * as Sqs from '@aws-sdk/client-sqs'
import { createJsonCalls, type JsonService } from './aws-json.ts'
import type { AwsEnvironment } from './aws-signer.ts'
import type { CallOptions } from './aws-tries.ts'

/** Calls the named operations of one service, each with what it takes and gives. */
type Calls<Operations> = <Name extends keyof Operations & string>(
  operation: Name,
  input: Operations[Name] extends readonly [infer Input, unknown] ? Input : never,
  options?: CallOptions,
) => Promise<Operations[Name] extends readonly [unknown, infer Output] ? Omit<Output, '$metadata'> : never>

/** DynamoDB, as far as it is used. */
export type DynamoCalls = Calls<{
  GetItem: [DynamoDb.GetItemCommandInput, DynamoDb.GetItemCommandOutput]
  PutItem: [DynamoDb.PutItemCommandInput, DynamoDb.PutItemCommandOutput]
  UpdateItem: [DynamoDb.UpdateItemCommandInput, DynamoDb.UpdateItemCommandOutput]
  Query: [DynamoDb.QueryCommandInput, DynamoDb.QueryCommandOutput]
  Scan: [DynamoDb.ScanCommandInput, DynamoDb.ScanCommandOutput]
}>

/** KMS, as far as it is used. */
export type KmsCalls = Calls<{
  GenerateDataKey: [Kms.GenerateDataKeyCommandInput, Kms.GenerateDataKeyCommandOutput]
  ReEncrypt: [Kms.ReEncryptCommandInput, Kms.ReEncryptCommandOutput]
  Decrypt: [Kms.DecryptCommandInput, Kms.DecryptCommandOutput]
}>

/** SQS, as far as it is used. */
export type SqsCalls = Calls<{
  SendMessage: [Sqs.SendMessageCommandInput, Sqs.SendMessageCommandOutput]
  GetQueueAttributes: [Sqs.GetQueueAttributesCommandInput, Sqs.GetQueueAttributesCommandOutput]
}>

const dynamodb: JsonService = { name: 'dynamodb', target: 'DynamoDB_20120810', jsonVersion: '1.0', blobs: ['B'] }
const kms: JsonService = {
  name: 'kms',
  target: 'TrentService',
  jsonVersion: '1.1',
  blobs: ['Plaintext', 'CiphertextBlob'],
}
const sqs: JsonService = { name: 'sqs', target: 'AmazonSQS', jsonVersion: '1.0', blobs: [] }

/** Gives the calls of DynamoDB for who the environment says. @throws Error when it has no region or credentials */
export const createDynamoCalls = (environment: AwsEnvironment) => createJsonCalls(dynamodb, environment) as DynamoCalls

/** Gives the calls of KMS for who the environment says. @throws Error when it has no region or credentials */
export const createKmsCalls = (environment: AwsEnvironment) => createJsonCalls(kms, environment) as KmsCalls

/** Gives the calls of SQS for who the environment says. @throws Error when it has no region or credentials */
export const createSqsCalls = (environment: AwsEnvironment) => createJsonCalls(sqs, environment) as SqsCalls
