import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { Desk } from '../domain/desk.ts'
import type { DeskQueues, RoutingQueue } from '../ports/queues.ts'

const send = async (client: SQSClient, queueUrl: string, reportId: string): Promise<void> => {
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ v: 1, reportId }) }))
}

/** The routing queue on SQS. */
export const createRoutingQueue = (config: {
  readonly client: SQSClient
  readonly queueUrl: string
}): RoutingQueue => ({
  send: (reportId) => send(config.client, config.queueUrl, reportId),
})

/** The desks' queues on SQS. */
export const createDeskQueues = (config: {
  readonly client: SQSClient
  readonly queueUrls: Readonly<Record<Desk, string>>
}): DeskQueues => ({
  send: (desk, reportId) => send(config.client, config.queueUrls[desk], reportId),
})
