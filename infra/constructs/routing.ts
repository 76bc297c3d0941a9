import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type DeskQueueName, deskQueueNames } from '../../shared/domain/desk-queue.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'

/** How often a message is tried before it goes to the dead letters, unless a queue says otherwise. */
const usualReceiveCount = 5

/**
 * AWS asks for at least 6 times the consumer's timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const visibilityFactor = 6

/** What a queue is made with. */
export interface WorkQueueProps {
  readonly transportKey: TransportKey
  /** How long the function that consumes the queue may take. */
  readonly consumerTimeout: Duration
  /** How often a message is tried before it goes to the dead letters. @default 5 */
  readonly maxReceiveCount?: number
  /** Where its dead letters go. @default - to a queue of its own */
  readonly deadLetters?: Queue
}

/** How a function consumes a queue. */
export interface Feeding {
  /** How many calls run side by side at most; at least 2. */
  readonly maxConcurrency: number
  /** How many messages a call gets at most. @default 10 */
  readonly batchSize?: number
  /** How long messages are gathered for one call. @default - not at all */
  readonly window?: Duration
}

const atRest = ({ key }: TransportKey) => ({
  encryption: QueueEncryption.KMS,
  encryptionMasterKey: key,
  enforceSSL: true,
  retentionPeriod: Duration.days(14),
})

const createDeadLetters = (scope: Construct, id: string, transportKey: TransportKey): Queue => {
  const deadLetters = new Queue(scope, id, atRest(transportKey))
  Validations.of(deadLetters).acknowledge({
    id: 'Serverless::Serverless-SQSRedrivePolicy',
    reason: 'it is the dead letters; an alarm rings on the first, and the report itself is driven on by its dueAt',
  })
  return deadLetters
}

/** A queue that a function of ours consumes, with its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly #transportKey: TransportKey

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    const { maxReceiveCount = usualReceiveCount } = props
    this.#transportKey = props.transportKey
    this.deadLetters = props.deadLetters ?? createDeadLetters(this, 'DeadLetters', props.transportKey)
    this.queue = new Queue(this, 'Queue', {
      ...atRest(props.transportKey),
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * visibilityFactor),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    })
  }

  /** May send, and nothing else: `grantSendMessages` would add kms:Encrypt and kms:ReEncrypt*. */
  grantSend(grantee: IGrantable): void {
    allowQueue(grantee, this.queue, ['sqs:SendMessage'])
    this.#transportKey.grantThrough(grantee, 'sqs')
  }

  /** May ask for the queue's settings, which opens the connection before the first message is sent. */
  grantAsk(grantee: IGrantable): void {
    allowQueue(grantee, this.queue, ['sqs:GetQueueAttributes'])
  }

  /** Lets the function consume the queue; records that fail come again by themselves. */
  feed(consumer: HarbourFunction<readonly string[]>, { maxConcurrency, batchSize = 10, window }: Feeding): void {
    allowQueue(consumer, this.queue, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
    this.#transportKey.grantThrough(consumer, 'sqs')
    const gathered = window === undefined ? {} : { maxBatchingWindow: window }
    const settings = { batchSize, reportBatchItemFailures: true, maxConcurrency, ...gathered }
    consumer.lambda.addEventSource(new SqsEventSource(this.queue, settings))
  }
}

const allowQueue = (grantee: IGrantable, queue: IQueue, actions: string[]) =>
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [queue.queueArn] }))

/**
 * How long the alerts of a desk are gathered for one digest, and how many at most. AWS may wait a little longer when
 * little comes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const gathering = { window: Duration.seconds(5), batchSize: 500, maxConcurrency: 2 }

/**
 * The routing queue, one queue a desk, and one for what cannot wait for a digest. The queues of desks share their dead
 * letters: each message goes back to the queue that it came from, and CloudFormation counts the resources.
 */
export class Routing extends Construct {
  readonly routingQueue: WorkQueue
  readonly deskQueues: Readonly<Record<DeskQueueName, WorkQueue>>
  readonly #deskDeadLetters: Queue

  constructor(scope: Construct, id: string, props: Pick<WorkQueueProps, 'transportKey' | 'consumerTimeout'>) {
    super(scope, id)
    this.routingQueue = new WorkQueue(this, 'Received', props)
    this.#deskDeadLetters = createDeadLetters(this, 'DeskDeadLetters', props.transportKey)
    const shared = { ...props, deadLetters: this.#deskDeadLetters }
    const queues = deskQueueNames.map((name) => [name, new WorkQueue(this, `Desk-${name}`, shared)] as const)
    this.deskQueues = Object.fromEntries(queues) as Record<DeskQueueName, WorkQueue>
  }

  /** Desk id, or `urgent`, to queue URL, as JSON. */
  get deskQueueUrls(): string {
    const urls = deskQueueNames.map((name) => [name, this.deskQueues[name].queue.queueUrl])
    return Stack.of(this).toJsonString(Object.fromEntries(urls))
  }

  /** May send a report's id to any desk's queue. */
  grantSendDesk(grantee: IGrantable): void {
    for (const name of deskQueueNames) this.deskQueues[name].grantSend(grantee)
  }

  /** Lets the function consume every desk's queue. */
  feedDesks(consumer: HarbourFunction<readonly string[]>): void {
    for (const name of deskQueueNames) {
      this.deskQueues[name].feed(consumer, name === 'urgent' ? { maxConcurrency: 10 } : gathering)
    }
  }

  /** The dead letters, by a name that an alarm can say. */
  get deadLetters(): Readonly<Record<'routing' | 'desks', Queue>> {
    return { routing: this.routingQueue.deadLetters, desks: this.#deskDeadLetters }
  }
}
