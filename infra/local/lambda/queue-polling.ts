import { setTimeout } from 'node:timers/promises'
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { localClient, localRegion } from '../machine/local-client.ts'
import { functionNameIn } from '../template/resource-names.ts'
import type { ResolvedResource, Stack } from '../template/template.ts'
import type { LocalFunction } from './local-function.ts'

/** A queue of the template that invokes a function with its messages (an event source mapping). */
export interface PolledQueue {
  readonly queueArn: string
  readonly functionName: string
  readonly batchSize: number
  /** Whether the function names the messages that failed. If not, a batch fails or succeeds as a whole. */
  readonly reportsFailures: boolean
  /** How many batches run side by side. */
  readonly concurrency: number
  /** How long messages are gathered for one batch, seconds; 0 for not at all. */
  readonly windowSeconds: number
}

/** Returns the template's event source mappings that are enabled. @throws Error for one that has a filter */
export const polledQueuesOf = (stack: Stack): readonly PolledQueue[] =>
  stack
    .resourcesOf('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map(toPolledQueue)

/** What a poller works with. */
export interface PollerDeps {
  readonly queueUrl: string
  readonly target: LocalFunction
  /** Shortens the window, as it shortens all real waiting. */
  readonly speed: number
  /** Ends the polling. */
  readonly signal: AbortSignal
  /** Logs one line about a batch that failed as a whole. */
  readonly reportFault: (event: string, error: unknown) => void
}

/**
 * Invokes a function with the messages of one queue until the signal is aborted. Resolves when its last batch has
 * ended.
 */
export const pollQueue = async (queue: PolledQueue, deps: PollerDeps): Promise<void> => {
  const { queueUrl, signal, reportFault } = deps
  const client = new SQSClient(localClient(new URL(queueUrl).origin))
  const batches = new Set<Promise<void>>()
  while (!signal.aborted) {
    try {
      const Messages = await gather(queue, { ...deps, client })
      if (Messages.length === 0) continue
      const batch = runBatch(Messages, queue, { ...deps, client })
        .catch((error: unknown) => reportFault('batch.failed', error))
        .finally(() => batches.delete(batch))
      batches.add(batch)
      if (batches.size >= queue.concurrency) await Promise.race(batches)
    } catch (error) {
      if (!signal.aborted) reportFault('queue.receive-failed', error)
    }
  }
  await Promise.all(batches)
  client.destroy()
}

/**
 * Waits for a message, and gathers what else comes within the window, up to the size of a batch. AWS may wait longer
 * than its window when little comes; here it is never longer.
 */
const gather = async (
  { batchSize, windowSeconds }: PolledQueue,
  { queueUrl, client, signal, speed }: PollerDeps & { readonly client: SQSClient },
): Promise<readonly Message[]> => {
  const receive = async (room: number, waitSeconds: number): Promise<readonly Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(room, largestReceive),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
    })
    const { Messages = [] } = await client.send(command, { abortSignal: signal })
    return Messages
  }
  const messages = [...(await receive(batchSize, longestWaitSeconds))]
  const endsAtMs = performance.now() + (windowSeconds * 1000) / speed
  while (windowSeconds > 0 && messages.length > 0 && messages.length < batchSize) {
    const leftMs = Math.max(0, endsAtMs - performance.now())
    const more = await receive(batchSize - messages.length, Math.floor(leftMs / 1000))
    messages.push(...more)
    if (more.length > 0) continue
    if (leftMs === 0) break
    await setTimeout(Math.min(leftMs, 1000), undefined, { signal }).catch(() => undefined)
  }
  return messages
}

/** The most messages that one call of SQS gives, and the longest that it waits for one. */
const largestReceive = 10
const longestWaitSeconds = 20

/**
 * Returns which messages of a batch succeeded, by Lambda's rules. A result without a list counts as full success. An
 * identifier that is empty, not a string or not of this batch fails the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const succeededIn = (
  messageIds: readonly string[],
  result: unknown,
  reportsFailures: boolean,
): readonly string[] => {
  const failures = isRecord(result) ? result['batchItemFailures'] : undefined
  if (!reportsFailures || failures === undefined || failures === null) return messageIds
  if (!Array.isArray(failures)) return []
  const failed = failures.map((failure: unknown) => (isRecord(failure) ? failure['itemIdentifier'] : undefined))
  const isKnown = (identifier: unknown) => messageIds.some((messageId) => messageId === identifier)
  return failed.every(isKnown) ? messageIds.filter((messageId) => !failed.includes(messageId)) : []
}

/** Returns the event with which Lambda invokes a function for these messages. */
export const toSqsEvent = (messages: readonly Message[], queueArn: string) => ({
  Records: messages.map(({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes ?? {},
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: localRegion,
  })),
})

/** The defaults of an event source mapping on AWS. */
const lambdaDefaults = { batchSize: 10, concurrency: 5 }

const toPolledQueue = ({ logicalId, properties }: ResolvedResource): PolledQueue => {
  if (properties['FilterCriteria'] !== undefined) {
    throw new Error(`FilterCriteria of ${logicalId} is not supported by the local stack; remove it from the template`)
  }
  const scaling = properties['ScalingConfig'] as { readonly MaximumConcurrency?: number } | undefined
  const responseTypes = (properties['FunctionResponseTypes'] ?? []) as readonly string[]
  return {
    queueArn: String(properties['EventSourceArn']),
    functionName: functionNameIn(String(properties['FunctionName'])),
    batchSize: Number(properties['BatchSize'] ?? lambdaDefaults.batchSize),
    reportsFailures: responseTypes.includes('ReportBatchItemFailures'),
    concurrency: scaling?.MaximumConcurrency ?? lambdaDefaults.concurrency,
    windowSeconds: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0),
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/**
 * Invokes the function with one batch and deletes what succeeded. SQS shows the rest again after its visibility
 * timeout.
 */
const runBatch = async (
  messages: readonly Message[],
  { queueArn, reportsFailures }: PolledQueue,
  { target, client, queueUrl }: PollerDeps & { readonly client: SQSClient },
): Promise<void> => {
  const messageIds = messages.map(({ MessageId = '' }) => MessageId)
  const result = await target.invoke(toSqsEvent(messages, queueArn))
  const succeeded = succeededIn(messageIds, result, reportsFailures)
  const done = messages.filter(({ MessageId = '' }) => succeeded.includes(MessageId))
  if (done.length === 0) return
  for (let start = 0; start < done.length; start += largestReceive) {
    const Entries = done
      .slice(start, start + largestReceive)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
  }
}
