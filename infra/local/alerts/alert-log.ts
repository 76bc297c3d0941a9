import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { HarbourClock } from '../machine/clock.ts'
import { localClient } from '../machine/local-client.ts'

/** An alert that SNS took for at least one recipient. */
export interface SentAlert {
  /** When SNS took it, by the functions' clock. ISO 8601 UTC. */
  readonly at: string
  /** The desk whose topic it went to. */
  readonly desk: string
  readonly step: number
  /** Whom of the desk it reached: `duty` or `supervisor`. */
  readonly recipients: string
  readonly text: string
}

interface KeptAlert {
  readonly messageId: string
  /** Real time, for the order. */
  readonly publishedAt: string
  readonly alert: SentAlert
}

interface Notification {
  readonly MessageId: string
  readonly Timestamp: string
  readonly Message: string
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>
}

/** Reads what SNS put into a queue. */
export const toKeptAlert = (body: string, clock: Pick<HarbourClock, 'atReal'>): KeptAlert => {
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

/** The alerts that were sent, each once. */
export interface AlertLog {
  /** Every alert in the order in which SNS took them. */
  list(): readonly SentAlert[]
  /** Keeps an alert unless it is kept already. When it returns, the alert is on disk where there is a data directory. */
  add(kept: KeptAlert): void
}

/** A kill may leave half a line at the end: its message is still in its queue, so the half is cut off. */
const readKept = (file: string): readonly KeptAlert[] => {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as KeptAlert)
}

/** Creates the log of alerts: in memory, and in `alerts.jsonl` of the data directory where there is one. */
export const createAlertLog = (dataDirectory: string | undefined): AlertLog => {
  const file = dataDirectory === undefined ? undefined : join(dataDirectory, 'alerts.jsonl')
  const kept = file === undefined ? [] : [...readKept(file)]
  const known = new Set(kept.map(({ messageId }) => messageId))
  return {
    list: () =>
      kept.toSorted((a, b) => Date.parse(a.publishedAt) - Date.parse(b.publishedAt)).map(({ alert }) => alert),
    add: (alert) => {
      if (known.has(alert.messageId)) return
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(alert)}\n`)
      known.add(alert.messageId)
      kept.push(alert)
    },
  }
}

/** What the capture of alerts works with. */
export interface CaptureDeps {
  readonly log: AlertLog
  readonly clock: HarbourClock
  readonly signal: AbortSignal
  readonly reportFault: (event: string, error: unknown) => void
}

const capture = async (queueUrl: string, { log, clock, signal, reportFault }: CaptureDeps): Promise<void> => {
  const client = new SQSClient(localClient(new URL(queueUrl).origin))
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 })
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await client.send(receive, { abortSignal: signal })
      for (const { Body = '', ReceiptHandle } of Messages) {
        log.add(toKeptAlert(Body, clock))
        await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }))
      }
    } catch (error) {
      if (!signal.aborted) reportFault('alert.not-captured', error)
    }
  }
  client.destroy()
}

/** Moves alerts from their queues into the log for as long as the signal is not aborted: keep first, delete then. */
export const captureAlerts = (queueUrls: readonly string[], deps: CaptureDeps): Promise<unknown> =>
  Promise.all(queueUrls.map((queueUrl) => capture(queueUrl, deps)))
