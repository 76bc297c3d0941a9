import type { DynamoCalls, KmsCalls, SqsCalls } from './aws-calls.ts'
import { toEncryptionContext } from './kms-sealer.ts'

/** What accept-report calls for its first report. */
export interface WarmUpConfig {
  readonly kms: KmsCalls
  readonly keyArn: string
  readonly dynamo: DynamoCalls
  readonly table: string
  readonly sqs: SqsCalls
  readonly queueUrl: string
}

/** How long warming may keep a function from its first report, milliseconds. */
const patienceMs = 2000

/** No report has this id: a reference has 12 characters. */
const nobody = 'warm-up'

/**
 * Opens the three connections and runs the code that signs and reads, while Lambda starts the function with all of a processor. One call
 * each, which changes nothing and reads nothing: a dry run, an item that is not there, a queue's setting. Whether they succeed does not matter.
 */
export const warmUp = async ({ kms, keyArn, dynamo, table, sqs, queueUrl }: WarmUpConfig): Promise<void> => {
  const options = { onceUntil: AbortSignal.timeout(patienceMs) }
  const EncryptionContext = toEncryptionContext(nobody, 'unrouted')
  const Key = { reportId: { S: nobody }, item: { S: nobody } }
  await Promise.allSettled([
    kms('GenerateDataKey', { KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext, DryRun: true }, options),
    dynamo(
      'GetItem',
      {
        TableName: table,
        Key,
        ProjectionExpression: '#reportId, #item',
        ExpressionAttributeNames: { '#reportId': 'reportId', '#item': 'item' },
      },
      options,
    ),
    sqs('GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: ['VisibilityTimeout'] }, options),
  ])
}
