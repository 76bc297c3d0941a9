import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import middy from '@middy/core'
import { markAlerted } from '../../../shared/domain/alert-changes.ts'
import { toDigestWords } from '../../../shared/domain/digest.ts'
import { pendingLineOf } from '../../../shared/domain/digest-line.ts'
import { findReport, storeChange } from './change.mjs'

/** The same job as notify-team. */
const { IDEMPOTENCY_TABLE, DESK_TOPIC_ARNS, CONSOLE_URL } = process.env
const deskTopicArns = JSON.parse(DESK_TOPIC_ARNS)
const logger = new Logger({ serviceName: 'notify-team' })
const metrics = new Metrics({ namespace: 'Peer', serviceName: 'notify-team' })
const sns = new SNSClient()
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: IDEMPOTENCY_TABLE })
const config = new IdempotencyConfig({})
const processor = new BatchProcessor(EventType.SQS)

const notify = async ({ reportId }) => {
  const report = await findReport(reportId)
  const { desk } = report
  const now = new Date()
  const { text } = toDigestWords([pendingLineOf(report, now)], CONSOLE_URL)
  await sns.send(new PublishCommand({ TopicArn: deskTopicArns[desk], Message: text }))
  await storeChange(report, markAlerted(report, now))
  logger.info('alert sent', { reportId, desk })
  metrics.addMetric('Alerted', MetricUnit.Count, 1)
}
const notifyOnce = makeIdempotent(notify, { persistenceStore, config, keyPrefix: 'notify-team' })

const lambdaHandler = async (event, context) => {
  config.registerLambdaContext(context)
  return processPartialResponse(event, (record) => notifyOnce(JSON.parse(record.body)), processor, { context })
}

export const handler = middy(lambdaHandler).use(injectLambdaContext(logger)).use(logMetrics(metrics))
