import { Aws } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { TransportKey } from './keys.ts'
import type { Undelivered } from './undelivered.ts'

/** What the operators' topic is made with. */
export interface OperatorTopicProps {
  readonly title: string
  readonly transportKey: TransportKey
  readonly undelivered: Undelivered
  readonly addresses: readonly string[]
}

/** Where the operators of Harbour are notified by CloudWatch and EventBridge. */
export class OperatorTopic extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { title, transportKey, undelivered, addresses }: OperatorTopicProps) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { displayName: title, masterKey: transportKey.key, enforceSSL: true })
    for (const service of ['cloudwatch', 'events'] as const) transportKey.grantService(service)
    // Any policy replaces the default one that would let them publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    for (const address of addresses) undelivered.subscribe(this.topic, address)
  }
}
