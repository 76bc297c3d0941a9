import type { Desk } from '../domain/desk.ts'
import type { DeskQueues, RoutingQueue } from '../ports/queues.ts'
import type { SqsCalls } from './aws-calls.ts'

const send = async (sqs: SqsCalls, queueUrl: string, reportId: string): Promise<void> => {
  await sqs('SendMessage', { QueueUrl: queueUrl, MessageBody: JSON.stringify({ v: 1, reportId }) })
}

/** The routing queue on SQS. */
export const createRoutingQueue = (config: { readonly sqs: SqsCalls; readonly queueUrl: string }): RoutingQueue => ({
  send: (reportId) => send(config.sqs, config.queueUrl, reportId),
})

/** The desks' queues on SQS. */
export const createDeskQueues = (config: {
  readonly sqs: SqsCalls
  readonly queueUrls: Readonly<Record<Desk, string>>
}): DeskQueues => ({
  send: (desk, reportId) => send(config.sqs, config.queueUrls[desk], reportId),
})
