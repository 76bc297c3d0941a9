import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import type { Listening } from '../machine/listen.ts'
import { localClient, localRegion } from '../machine/local-client.ts'
import type { Stack } from '../template/template.ts'
import { openStores } from './fauxqs-stores.ts'
import { createQueue, queuesOf } from './queues.ts'
import { createTopics } from './topics.ts'

/** The stand-in for SQS, SNS and S3. It starts empty, because the names in the template depend on its port. */
export interface MessageService extends Listening {
  /**
   * Creates the template's queues, topics and buckets.
   *
   * @param speed - shortens real waiting, such as visibility timeouts
   */
  fill(stack: Stack, speed: number): Promise<void>
}

/**
 * Starts the stand-in for SQS, SNS and S3 (fauxqs) on 127.0.0.1, in memory or in a SQLite file in the data directory.
 */
export const startMessages = async (dataDirectory: string | undefined): Promise<MessageService> => {
  const kept = dataDirectory === undefined ? undefined : await openStores(dataDirectory)
  const app = buildApp({ logger: false, host: '', defaultRegion: localRegion, ...(kept && { stores: kept.stores }) })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    close: async () => {
      await app.close()
      kept?.close()
    },
    fill: (stack, speed) => fillMessages(stack, url, speed),
  }
}

/**
 * Creates a template's queues, topics and buckets in any service that answers as SQS, SNS and S3 at one URL.
 *
 * @param speed - shortens real waiting, such as visibility timeouts
 */
export const fillMessages = async (stack: Stack, url: string, speed: number): Promise<void> => {
  const sqs = new SQSClient(localClient(url))
  const sns = new SNSClient(localClient(url))
  for (const queue of queuesOf(stack, speed)) await createQueue(sqs, url, queue)
  await createTopics(stack, sns)
  await createBuckets(stack, url)
  sqs.destroy()
  sns.destroy()
}

const createBuckets = async (stack: Stack, url: string): Promise<void> => {
  const s3 = new S3Client({ ...localClient(url), forcePathStyle: true })
  for (const { logicalId } of stack.resourcesOf('AWS::S3::Bucket')) {
    await s3.send(new CreateBucketCommand({ Bucket: stack.attributeOf(logicalId, 'Ref') }))
  }
  s3.destroy()
}
