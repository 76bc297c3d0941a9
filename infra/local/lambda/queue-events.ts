import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { HarbourClock } from '../machine/clock.ts'
import { localClient, localRegion } from '../machine/local-client.ts'
import type { ResolvedResource, Stack } from '../template/template.ts'
import type { LocalFunction } from './function-worker.ts'

/** A queue of the template whose messages a function is called with. */
export interface EventSource {
  readonly queueArn: string
  readonly functionName: string
  readonly batchSize: number
  /** Whether the function names the messages that failed; if not, a batch fails or succeeds as a whole. */
  readonly reportsFailures: boolean
  /** How many batches run side by side. */
  readonly concurrency: number
}

const lambdaDefaults = { batchSize: 10, concurrency: 5 }

/** Gives the name in the ARN, or the plain name, of a function: without its version or alias. */
export const functionNameIn = (reference: string): string => /:function:([^:/]+)/.exec(reference)?.[1] ?? reference

const toEventSource = ({ logicalId, properties }: ResolvedResource): EventSource => {
  if (properties['FilterCriteria'] !== undefined) throw new Error(`FilterCriteria of ${logicalId} has no local form`)
  const scaling = properties['ScalingConfig'] as { readonly MaximumConcurrency?: number } | undefined
  const responseTypes = (properties['FunctionResponseTypes'] ?? []) as readonly string[]
  return {
    queueArn: String(properties['EventSourceArn']),
    functionName: functionNameIn(String(properties['FunctionName'])),
    batchSize: Number(properties['BatchSize'] ?? lambdaDefaults.batchSize),
    reportsFailures: responseTypes.includes('ReportBatchItemFailures'),
    concurrency: scaling?.MaximumConcurrency ?? lambdaDefaults.concurrency,
  }
}

/** Gives the template's event source mappings that are switched on. */
export const eventSourcesOf = (stack: Stack): readonly EventSource[] =>
  stack
    .resourcesOf('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map(toEventSource)

/** Words messages as Lambda gives them to a function. */
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/**
 * Gives which messages a batch is done with, by Lambda's rules: nothing returned, or no list, counts as full success; an identifier
 * that is empty, not a string or not of this batch fails the whole batch.
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

/** What a poller works with. */
export interface PollerDeps {
  readonly queueUrl: string
  readonly target: LocalFunction
  readonly signal: AbortSignal
  /** One line about a batch that failed as a whole. */
  readonly reportFault: (event: string, error: unknown) => void
}

/** Calls the function with one batch and deletes what succeeded; the rest SQS shows again after its visibility timeout. */
const runBatch = async (source: EventSource, messages: readonly Message[], client: SQSClient, deps: PollerDeps) => {
  const messageIds = messages.map(({ MessageId = '' }) => MessageId)
  const result = await deps.target.invoke(toSqsEvent(messages, source.queueArn))
  const succeeded = succeededIn(messageIds, result, source.reportsFailures)
  const done = messages.filter(({ MessageId = '' }) => succeeded.includes(MessageId))
  if (done.length === 0) return
  const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: deps.queueUrl, Entries }))
}

/** Calls a function with the messages of one queue until the signal is aborted. Ends when its last batch has ended. */
export const pollQueue = async (source: EventSource, deps: PollerDeps): Promise<void> => {
  const { queueUrl, signal, reportFault } = deps
  const client = new SQSClient(localClient(new URL(queueUrl).origin))
  const receive = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: Math.min(source.batchSize, 10),
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ['All'],
  })
  const batches = new Set<Promise<void>>()
  while (!signal.aborted) {
    try {
      const { Messages = [] } = await client.send(receive, { abortSignal: signal })
      if (Messages.length === 0) continue
      const batch = runBatch(source, Messages, client, deps)
        .catch((error: unknown) => reportFault('batch.failed', error))
        .finally(() => batches.delete(batch))
      batches.add(batch)
      if (batches.size >= source.concurrency) await Promise.race(batches)
    } catch (error) {
      if (!signal.aborted) reportFault('queue.receive-failed', error)
    }
  }
  await Promise.all(batches)
  client.destroy()
}

/** A function of the template that is called at a rate. */
export interface Schedule {
  readonly functionName: string
  readonly everyMs: number
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Reads `rate(1 minute)`. @throws Error for any other form */
export const rateMs = (expression: string): number => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const ms = unitMs[unit]
  if (ms === undefined) throw new Error(`the schedule ${expression} has no local form: only rate(…) has`)
  return Number(count) * ms
}

interface Target {
  readonly Arn: string
}

/** Gives the template's schedules: those of EventBridge Scheduler and the rules of EventBridge. */
export const schedulesOf = (stack: Stack): readonly Schedule[] => {
  const schedule = (expression: unknown, { Arn }: Target): Schedule => ({
    functionName: functionNameIn(Arn),
    everyMs: rateMs(String(expression)),
  })
  const schedules = stack
    .resourcesOf('AWS::Scheduler::Schedule')
    .map(({ properties }) => schedule(properties['ScheduleExpression'], properties['Target'] as Target))
  const rules = stack
    .resourcesOf('AWS::Events::Rule')
    .filter(({ properties }) => properties['ScheduleExpression'] !== undefined)
    .flatMap(({ properties }) =>
      (properties['Targets'] as readonly Target[]).map((target) => schedule(properties['ScheduleExpression'], target)),
    )
  return [...schedules, ...rules]
}

/** A schedule is looked at this often, however slow its rate, real milliseconds. */
const longestTickMs = 250

/**
 * Calls a function now and then at its rate by the functions' clock, until the signal is aborted. A call that is still running when the
 * next is due is waited for: the function would find the same reports due.
 */
export const runOnSchedule = (
  schedule: Schedule,
  clock: HarbourClock,
  run: () => Promise<void>,
  signal: AbortSignal,
): void => {
  let next = 0
  let isRunning = false
  const tick = async () => {
    if (isRunning || clock.now().getTime() < next) return
    isRunning = true
    next = clock.now().getTime() + schedule.everyMs
    await run()
    isRunning = false
  }
  void tick()
  const timer = setInterval(() => void tick(), longestTickMs)
  signal.addEventListener('abort', () => clearInterval(timer))
}
