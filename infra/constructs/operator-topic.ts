import { Aws, Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'
import type { Undelivered } from './undelivered.ts'

/** Something that the operators are notified of. */
export interface Watched {
  readonly metric: IMetric
  /** The alarm rings above this. */
  readonly above: number
  /** What it means for a person. */
  readonly impact: string
  /** Heading in docs/operations.md, as its anchor. */
  readonly runbook: string
  /** A metric that is missing means trouble too. @default false */
  readonly missingIsTrouble?: boolean
}

/** What the operators' topic is made with. */
export interface OperatorTopicProps {
  readonly title: string
  readonly transportKey: TransportKey
  readonly undelivered: Undelivered
  readonly addresses: readonly string[]
  /** An https endpoint that alarms go to as well: a way that needs nothing of Harbour's. */
  readonly alarmUrl: string | null
}

/** Where the operators of Harbour are notified by CloudWatch and EventBridge. */
export class OperatorTopic extends Construct {
  readonly topic: Topic
  readonly #action: SnsAction
  readonly #undelivered: Undelivered

  constructor(scope: Construct, id: string, props: OperatorTopicProps) {
    super(scope, id)
    const { title, transportKey, undelivered, addresses, alarmUrl } = props
    this.topic = new Topic(this, 'Topic', { displayName: title, masterKey: transportKey.key, enforceSSL: true })
    this.#action = new SnsAction(this.topic)
    this.#undelivered = undelivered
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
    if (alarmUrl !== null) undelivered.subscribeUrl(this.topic, alarmUrl)
  }

  /** Lets a function say every message to the operators by Harbour's own channels too. */
  sayBy(notifyOperators: HarbourFunction<readonly string[]>): void {
    this.#undelivered.subscribeFunction(this.topic, notifyOperators)
  }

  /** Makes an alarm that notifies the operators when it begins and when it ends. */
  ring(scope: Construct, id: string, { metric, above, impact, runbook, missingIsTrouble = false }: Watched): void {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: missingIsTrouble ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `Impact: ${impact}. Runbook: docs/operations.md#${runbook}`,
    })
    alarm.addAlarmAction(this.#action)
    alarm.addOkAction(this.#action)
  }

  /** Makes the alarm on what could be sent to nobody. */
  ringUndelivered(scope: Construct): void {
    this.ring(scope, 'UndeliveredAlerts', {
      metric: this.#undelivered.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      above: 0,
      impact: 'an operator, the alarm URL or notify-operators did not get an alarm',
      runbook: 'undelivered-alerts',
    })
  }
}
