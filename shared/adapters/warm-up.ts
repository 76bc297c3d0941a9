import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms'
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { namesOf } from './dynamo-table.ts'
import { toEncryptionContext } from './kms-sealer.ts'

/** What accept-report calls for its first report, by clients that try each call once. */
export interface WarmUpConfig {
  readonly kms: KMSClient
  readonly keyArn: string
  readonly dynamo: DynamoDBClient
  readonly table: string
  readonly sqs: SQSClient
  readonly queueUrl: string
}

/** How long warming may keep a function from its first report, milliseconds. */
const patienceMs = 2000

/** No report has this id: a reference has 12 characters. */
const nobody = 'warm-up'

/**
 * Opens the three connections and runs the code that signs and reads, while Lambda starts the function with all of a
 * processor. Each service gets one call, which changes nothing and reads nothing: a dry run, an item that is not there,
 * a queue's setting. Whether they succeed does not matter.
 */
export const warmUp = async ({ kms, keyArn, dynamo, table, sqs, queueUrl }: WarmUpConfig): Promise<void> => {
  const options = { abortSignal: AbortSignal.timeout(patienceMs) }
  const EncryptionContext = toEncryptionContext(nobody, 'unrouted')
  const Key = { reportId: { S: nobody }, item: { S: nobody } }
  const names = { ProjectionExpression: '#reportId, #item', ExpressionAttributeNames: namesOf(['reportId', 'item']) }
  const dryRun = { KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext, DryRun: true } as const
  await Promise.allSettled([
    kms.send(new GenerateDataKeyCommand(dryRun), options),
    dynamo.send(new GetItemCommand({ TableName: table, Key, ...names }), options),
    sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['VisibilityTimeout'] }), options),
  ])
}
