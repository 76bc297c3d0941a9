import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { HarbourClock } from '../machine/clock.ts'
import { waitWithGrace } from '../machine/closers.ts'
import { localClient } from '../machine/local-client.ts'
import type { AlertLog, LoggedAlert } from './alert-log.ts'

/** What the capture of alerts works with. */
export interface CaptureDeps {
  readonly log: AlertLog
  readonly clock: HarbourClock
  readonly reportFault: (event: string, error: unknown) => void
}

/**
 * Starts moving alerts from their queues into the log. It logs an alert first and deletes its message then, so a kill
 * between the two loses nothing.
 *
 * @returns what ends it
 */
export const captureAlerts = (queueUrls: readonly string[], deps: CaptureDeps): { close(): Promise<void> } => {
  const stopping = new AbortController()
  const captured = Promise.all(queueUrls.map((queueUrl) => captureFrom(queueUrl, stopping.signal, deps)))
  return {
    close: () => {
      stopping.abort()
      return waitWithGrace(captured)
    },
  }
}

/** Reads an alert from the message that SNS put into a queue. */
export const toLoggedAlert = (body: string, clock: Pick<HarbourClock, 'atReal'>): LoggedAlert => {
  const { MessageId, Timestamp, Message, MessageAttributes } = JSON.parse(body) as Notification
  const attribute = (name: string): string => MessageAttributes?.[name]?.Value ?? ''
  return {
    messageId: MessageId,
    publishedAt: Timestamp,
    alert: {
      at: clock.atReal(Date.parse(Timestamp)).toISOString(),
      desk: attribute('desk'),
      step: Number(attribute('step')),
      recipients: attribute('recipients'),
      text: Message,
    },
  }
}

/** A message of SNS. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
interface Notification {
  readonly MessageId: string
  readonly Timestamp: string
  readonly Message: string
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>
}

const captureFrom = async (
  queueUrl: string,
  signal: AbortSignal,
  { log, clock, reportFault }: CaptureDeps,
): Promise<void> => {
  const client = new SQSClient(localClient(new URL(queueUrl).origin))
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 })
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await client.send(receive, { abortSignal: signal })
      for (const { Body = '', ReceiptHandle } of Messages) {
        log.add(toLoggedAlert(Body, clock))
        await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }))
      }
    } catch (error) {
      if (!signal.aborted) reportFault('alert.not-captured', error)
    }
  }
  client.destroy()
}
