import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { versionOf } from '../domain/stored-forms.ts'
import type { Delivery, DeliveryQueue } from '../ports/deliveries.ts'

/** The most messages that one call sends. */
const batchSize = 10

const inBatches = (deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] =>
  Array.from({ length: Math.ceil(deliveries.length / batchSize) }, (_, index) =>
    deliveries.slice(index * batchSize, (index + 1) * batchSize),
  )

/** The delivery queue on SQS. */
export const createDeliveryQueue = (config: { readonly sqs: SQSClient; readonly queueUrl: string }): DeliveryQueue => {
  const sendBatch = async (deliveries: readonly Delivery[], delaySeconds: number): Promise<void> => {
    const { Failed = [] } = await config.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: config.queueUrl,
        Entries: deliveries.map((delivery, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify({ ...versionOf('delivery message'), ...delivery }),
          DelaySeconds: delaySeconds,
        })),
      }),
    )
    if (Failed.length > 0) throw new Error(`SQS did not take ${Failed.length} of ${deliveries.length} deliveries`)
  }
  return {
    send: async (deliveries, delaySeconds = 0) => {
      await Promise.all(inBatches(deliveries).map((batch) => sendBatch(batch, delaySeconds)))
    },
  }
}
