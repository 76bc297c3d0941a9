import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { type DeskQueueName, deskQueueOf } from '../domain/desk-queue.ts'
import { versionOf } from '../domain/stored-forms.ts'
import type { DeskQueues, RoutingQueue } from '../ports/queues.ts'

const send = async (sqs: SQSClient, queueUrl: string, reportId: string): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ ...versionOf('queue message'), reportId }),
    }),
  )
}

/** The routing queue on SQS. */
export const createRoutingQueue = (config: { readonly sqs: SQSClient; readonly queueUrl: string }): RoutingQueue => ({
  send: (reportId) => send(config.sqs, config.queueUrl, reportId),
})

/** The desks' queues on SQS. */
export const createDeskQueues = (config: {
  readonly sqs: SQSClient
  readonly queueUrls: Readonly<Record<DeskQueueName, string>>
}): DeskQueues => ({
  send: (desk, { reportId, grade }) => send(config.sqs, config.queueUrls[deskQueueOf(desk, grade)], reportId),
})
