import { Aws, Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { Contacts } from '../config.ts'
import type { HarbourFunction } from './harbour-function.ts'
import type { TransportKey } from './keys.ts'
import type { Notification } from './notification.ts'
import type { Routing } from './routing.ts'

interface Watched {
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

/** What the operators of Harbour are told of: each alarm says what it means for a person, and which heading of the runbook helps. */
export class Alarms extends Construct {
  readonly #topic: Topic

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly routing: Routing
      readonly notification: Notification
      /** How often POST /reports answered 500 or above. */
      readonly reportsNotStored: IMetric
      readonly watchDeadlines: HarbourFunction<readonly string[]>
      readonly keepDigest: HarbourFunction<readonly string[]>
      readonly transportKey: TransportKey
      readonly contacts: Contacts
    },
  ) {
    super(scope, id)
    this.#topic = new Topic(this, 'Topic', { masterKey: props.transportKey.key, enforceSSL: true })
    this.#allowCloudWatch(props.transportKey)
    const { undelivered } = props.notification
    for (const address of props.contacts['duty-control'].supervisor) undelivered.subscribe(this.#topic, address)
    this.#watchQueues(props.routing)
    this.#alarm('UndeliveredAlerts', {
      metric: undelivered.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      above: 0,
      impact: 'a contact of a desk does not hear its alerts',
      runbook: 'undelivered-alerts',
    })
    this.#watchFunctions(props.reportsNotStored, props.watchDeadlines)
    this.#alarm('KeepDigestErrors', {
      metric: props.keepDigest.lambda.metricErrors({ period: Duration.hours(1) }),
      above: 0,
      impact: 'a log that was rewritten today might not be seen',
      runbook: 'keep-digest-errors',
    })
  }

  #watchQueues(routing: Routing): void {
    const period = Duration.minutes(1)
    for (const [name, { deadLetters }] of routing.workQueues) {
      this.#alarm(`DeadLetters-${name}`, {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
        above: 0,
        impact: `a report for ${name} could not be moved on; watch-deadlines tries again each minute`,
        runbook: 'dead-letters',
      })
    }
    this.#alarm('RoutingQueueAge', {
      metric: routing.routingQueue.queue.metricApproximateAgeOfOldestMessage({ period }),
      above: 120,
      impact: 'new reports wait to reach a desk',
      runbook: 'routing-queue-age',
    })
  }

  #watchFunctions(reportsNotStored: IMetric, watch: HarbourFunction<readonly string[]>): void {
    const period = Duration.minutes(5)
    this.#alarm('AcceptReportErrors', {
      metric: reportsNotStored,
      above: 0,
      impact: 'a victim may be told to send a report again',
      runbook: 'accept-report-errors',
    })
    this.#alarm('WatchDeadlinesErrors', {
      metric: watch.lambda.metricErrors({ period }),
      above: 0,
      impact: 'a report may wait unseen past its due time',
      runbook: 'watch-deadlines-errors',
    })
    this.#alarm('OldestOverdueReport', {
      metric: new Metric({
        namespace: 'Harbour',
        metricName: 'OldestOverdueSeconds',
        dimensionsMap: { functionName: 'watch-deadlines' },
        statistic: 'Maximum',
        period,
      }),
      above: 120,
      impact: 'a report waits unseen, or nobody looks whether one does',
      runbook: 'oldest-overdue-report',
      missingIsTrouble: true,
    })
  }

  #alarm(id: string, { metric, above, impact, runbook, missingIsTrouble = false }: Watched): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: missingIsTrouble ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `Impact: ${impact}. Runbook: docs/operations.md#${runbook}`,
    })
    alarm.addAlarmAction(new SnsAction(this.#topic))
  }

  /** CloudWatch publishes only where the topic allows it (any policy replaces the default one that would) and the key does too. */
  #allowCloudWatch({ key }: TransportKey): void {
    const principals = [new ServicePrincipal('cloudwatch.amazonaws.com')]
    key.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    )
    this.#topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['sns:Publish'],
        resources: [this.#topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
  }
}
