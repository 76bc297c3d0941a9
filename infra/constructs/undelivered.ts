import { Duration, Lazy, Validations } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type ITopic, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription, LambdaSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'

/** Subscribes addresses to topics, and keeps what SNS could not deliver to them. */
export class Undelivered extends Construct {
  readonly queue: Queue
  readonly #withoutPolicy: IQueue
  readonly #topicArns = new Set<string>()

  constructor(scope: Construct, id: string, transportKey: TransportKey) {
    super(scope, id)
    const sns = new ServicePrincipal('sns.amazonaws.com')
    transportKey.grantService('sns')
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: transportKey.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    this.#withoutPolicy = Queue.fromQueueArn(this, 'WithoutPolicy', this.queue.queueArn)
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [sns],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': Lazy.list({ produce: () => [...this.#topicArns] }) } },
      }),
    )
    const reason = 'it is the dead letters of the subscriptions; an alarm rings on the first'
    Validations.of(this.queue).acknowledge(
      { id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
      { id: 'AwsSolutions::AwsSolutions-SQS3', reason },
    )
  }

  /**
   * Subscribes an address to a topic. One statement of the queue's policy covers every topic: SQS takes 10 conditions
   * in a policy, and CDK would add one for each topic if the subscription saw a queue whose policy it can change.
   */
  subscribe(topic: ITopic, address: string): void {
    this.#topicArns.add(topic.topicArn)
    topic.addSubscription(new EmailSubscription(address, { deadLetterQueue: this.#withoutPolicy }))
  }

  /** Subscribes an https endpoint to a topic. It has to confirm by itself, as on-call engines do. */
  subscribeUrl(topic: ITopic, url: string): void {
    this.#topicArns.add(topic.topicArn)
    topic.addSubscription(
      new UrlSubscription(url, { protocol: SubscriptionProtocol.HTTPS, deadLetterQueue: this.#withoutPolicy }),
    )
  }

  /** Lets a topic call a function with each of its messages. */
  subscribeFunction(topic: ITopic, { lambda }: HarbourFunction<readonly string[]>): void {
    this.#topicArns.add(topic.topicArn)
    topic.addSubscription(new LambdaSubscription(lambda, { deadLetterQueue: this.#withoutPolicy }))
  }
}
