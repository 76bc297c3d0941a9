import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type Desk, desks } from '../../shared/domain/desk.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'

/** How often a message is tried before it goes to the dead letters. */
const maxReceiveCount = 5

/**
 * AWS asks for at least 6 times the consumer's timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const visibilityFactor = 6

/** A queue that a function of ours consumes, with its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: Queue
  readonly #transportKey: TransportKey

  constructor(
    scope: Construct,
    id: string,
    props: { readonly transportKey: TransportKey; readonly consumerTimeout: Duration },
  ) {
    super(scope, id)
    this.#transportKey = props.transportKey
    const atRest = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.transportKey.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    }
    this.deadLetters = new Queue(this, 'DeadLetters', atRest)
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'it is the dead letters; an alarm rings on the first, and the report itself is driven on by its dueAt',
    })
    this.queue = new Queue(this, 'Queue', {
      ...atRest,
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
  feed(consumer: HarbourFunction<readonly string[]>, maxConcurrency: number): void {
    allowQueue(consumer, this.queue, ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
    this.#transportKey.grantThrough(consumer, 'sqs')
    const source = new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency })
    consumer.lambda.addEventSource(source)
  }
}

const allowQueue = (grantee: IGrantable, queue: IQueue, actions: string[]) =>
  grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [queue.queueArn] }))

/** The routing queue and one queue a desk. */
export class Routing extends Construct {
  readonly routingQueue: WorkQueue
  readonly deskQueues: Readonly<Record<Desk, WorkQueue>>

  constructor(
    scope: Construct,
    id: string,
    props: { readonly transportKey: TransportKey; readonly consumerTimeout: Duration },
  ) {
    super(scope, id)
    this.routingQueue = new WorkQueue(this, 'Received', props)
    const queues = desks.map((desk) => [desk, new WorkQueue(this, `Desk-${desk}`, props)] as const)
    this.deskQueues = Object.fromEntries(queues) as Record<Desk, WorkQueue>
  }

  /** Desk id to queue URL, as JSON. */
  get deskQueueUrls(): string {
    const urls = desks.map((desk) => [desk, this.deskQueues[desk].queue.queueUrl])
    return Stack.of(this).toJsonString(Object.fromEntries(urls))
  }

  /** May send a report's id to any desk's queue. */
  grantSendDesk(grantee: IGrantable): void {
    for (const desk of desks) this.deskQueues[desk].grantSend(grantee)
  }

  /** Lets the function consume every desk's queue. */
  feedDesks(consumer: HarbourFunction<readonly string[]>): void {
    for (const desk of desks) this.deskQueues[desk].feed(consumer, 2)
  }

  /** Every queue with its dead letters, by a name that an alarm can say. */
  get workQueues(): ReadonlyArray<readonly [name: string, queue: WorkQueue]> {
    return [['routing', this.routingQueue] as const, ...desks.map((desk) => [desk, this.deskQueues[desk]] as const)]
  }
}
