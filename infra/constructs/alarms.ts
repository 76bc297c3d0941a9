import { Duration, Stack } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Construct } from 'constructs'
import { type MetricName, metricNamespace } from '../../shared/domain/metrics.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Deliveries } from './deliveries.ts'
import { HarbourFunction } from './harbour-function.ts'
import type { Intake } from './intake.ts'
import type { OperatorTopic } from './operator-topic.ts'
import type { ReportStore } from './report-store.ts'
import type { Routing } from './routing.ts'

/** What the alarms watch. */
export interface AlarmsProps {
  readonly stage: string
  readonly operators: OperatorTopic
  readonly routing: Routing
  readonly deliveries: Deliveries
  readonly intake: Intake
  readonly reports: ReportStore
}

/**
 * The most metrics that one alarm adds up.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const metricsOfAlarm = 10

const minute = Duration.minutes(1)
const fiveMinutes = Duration.minutes(5)

const inGroupsOf = <Item>(size: number, items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length === 0 ? [] : [items.slice(0, size), ...inGroupsOf(size, items.slice(size))]

const sumOf = (metrics: readonly IMetric[], label: string): IMetric => {
  const [only, ...others] = metrics
  if (only !== undefined && others.length === 0) return only
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]))
  return new MathExpression({ expression: 'SUM(METRICS())', usingMetrics, label, period: fiveMinutes })
}

/**
 * What the operators of Harbour are notified of, when it begins and when it ends: each alarm says what it means for a
 * person, and which heading of the runbook helps. Watches every function that the stack has when this is made.
 */
export class Alarms extends Construct {
  readonly #operators: OperatorTopic

  constructor(scope: Construct, id: string, { stage, operators, routing, deliveries, intake, reports }: AlarmsProps) {
    super(scope, id)
    this.#operators = operators
    this.#watchQueues(routing)
    this.#watchDeliveries(deliveries)
    operators.ringUndelivered(this)
    const isFunction = (each: unknown) => each instanceof HarbourFunction
    for (const each of Stack.of(this).node.findAll().filter(isFunction)) this.#watchFunction(each, intake)
    this.#watchDeadlines(stage)
    this.#watchContacts(stage)
    this.#watchCodes(stage)
    this.#watchCanary(stage)
    if (reports.replicationLatency !== undefined) this.#watchReplication(reports.replicationLatency)
  }

  #watchQueues(routing: Routing): void {
    for (const [name, deadLetters] of Object.entries(routing.deadLetters)) {
      this.#operators.ring(this, `DeadLetters-${name}`, {
        metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: minute }),
        above: 0,
        impact: `a report's message for ${name} could not be handled; watch-deadlines tries again each minute`,
        runbook: 'dead-letters',
      })
    }
    this.#operators.ring(this, 'RoutingQueueAge', {
      metric: routing.routingQueue.queue.metricApproximateAgeOfOldestMessage({ period: minute }),
      above: 120,
      impact: 'new reports wait to reach a desk',
      runbook: 'routing-queue-age',
    })
  }

  #watchDeliveries({ queue }: Deliveries): void {
    this.#operators.ring(this, 'DeadLetters-deliveries', {
      metric: queue.deadLetters.metricApproximateNumberOfMessagesVisible({ period: minute }),
      above: 0,
      impact: 'a contact missed a digest; the ladder of its reports goes on',
      runbook: 'dead-letters',
    })
  }

  /**
   * A function that answers the API turns its faults into answers, so both its own errors and the answers of its calls
   * are watched.
   */
  #watchFunction(work: HarbourFunction<readonly string[]>, intake: Intake): void {
    const { name, impact, lambda } = work
    const runbook = `${name}-errors`
    this.#operators.ring(this, `Errors-${name}`, {
      metric: lambda.metricErrors({ period: fiveMinutes }),
      above: 0,
      impact,
      runbook,
    })
    this.#operators.ring(this, `Throttles-${name}`, {
      metric: lambda.metricThrottles({ period: fiveMinutes }),
      above: 0,
      impact,
      runbook: 'throttles',
    })
    const served = intake.served.filter((each) => each.work === work).map(({ serverErrors }) => serverErrors)
    for (const [index, metrics] of inGroupsOf(metricsOfAlarm, served).entries()) {
      const id = index === 0 ? `ServerErrors-${name}` : `ServerErrors-${name}-${index + 1}`
      this.#operators.ring(this, id, {
        metric: sumOf(metrics, `${name} answered 500 or above`),
        above: 0,
        impact,
        runbook,
      })
    }
  }

  #watchDeadlines(stage: string): void {
    this.#operators.ring(this, 'OldestOverdueReport', {
      metric: new Metric({
        namespace: metricNamespace,
        metricName: 'OldestOverdueSeconds' satisfies MetricName,
        dimensionsMap: { stage, functionName: 'watch-deadlines' },
        statistic: 'Maximum',
        period: fiveMinutes,
      }),
      above: 120,
      impact: 'a report waits unseen, or nobody looks whether one does',
      runbook: 'oldest-overdue-report',
      missingIsTrouble: true,
    })
  }

  #watchContacts(stage: string): void {
    const metricOf = (metricName: MetricName) =>
      new Metric({
        ...{ namespace: metricNamespace, metricName, dimensionsMap: { stage, functionName: 'watch-contacts' } },
        ...{ statistic: 'Maximum', period: fiveMinutes },
      })
    this.#operators.ring(this, 'UnreachableAudiences', {
      metric: metricOf('UnreachableAudiences'),
      above: 0,
      impact: 'nobody would be notified of a report at one desk or more, or nobody looks whether somebody would',
      runbook: 'unreachable-audiences',
      missingIsTrouble: true,
    })
    this.#operators.ring(this, 'FailingContacts', {
      metric: metricOf('FailingContacts'),
      above: 0,
      impact: 'a person is not reached by the way that they chose',
      runbook: 'failing-contacts',
    })
  }

  #watchCodes(stage: string): void {
    this.#operators.ring(this, 'WrongFollowUpCodes', {
      metric: new Metric({
        namespace: metricNamespace,
        metricName: 'WrongFollowUpCodes' satisfies MetricName,
        dimensionsMap: { stage, functionName: 'follow-up' },
        statistic: 'Sum',
        period: fiveMinutes,
      }),
      above: policy.wrongCodesInFiveMinutes,
      impact: 'somebody may be guessing references and codes, or a front end sends wrong ones to many reporters',
      runbook: 'wrong-follow-up-codes',
    })
  }

  #watchCanary(stage: string): void {
    this.#operators.ring(this, 'CanarySeconds', {
      metric: new Metric({
        namespace: metricNamespace,
        metricName: 'CanarySeconds' satisfies MetricName,
        dimensionsMap: { stage, functionName: 'canary' },
        statistic: 'Minimum',
        // Three canaries.
        period: Duration.minutes(15),
      }),
      above: policy.canarySeconds,
      impact: 'a report is slow to reach anybody, or does not arrive at all',
      runbook: 'canary-seconds',
      missingIsTrouble: true,
    })
  }

  #watchReplication(metric: IMetric): void {
    this.#operators.ring(this, 'ReplicationLatency', {
      metric,
      above: Duration.minutes(1).toMilliseconds(),
      impact: 'new reports would be missing if the region were lost now',
      runbook: 'replication-latency',
    })
  }
}
