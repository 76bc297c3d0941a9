import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import middy from '@middy/core'
import { decideRoute } from '../../../shared/domain/route.ts'
import { markRouted } from '../../../shared/domain/routing-changes.ts'
import { findReport, storeChange } from './change.mjs'

/**
 * The same job as route-report: KMS ReEncrypt cannot open the Encryption SDK's messages, so the text is opened and
 * sealed again for its desk.
 */
const { IDEMPOTENCY_TABLE, ENVELOPE_KEY_ARN, DESK_QUEUE_URLS } = process.env
const deskQueueUrls = JSON.parse(DESK_QUEUE_URLS)
const logger = new Logger({ serviceName: 'route-report' })
const metrics = new Metrics({ namespace: 'Peer', serviceName: 'route-report' })
const sqs = new SQSClient()
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
const keyring = new KmsKeyringNode({ generatorKeyId: ENVELOPE_KEY_ARN })
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: IDEMPOTENCY_TABLE })
const config = new IdempotencyConfig({})
const processor = new BatchProcessor(EventType.SQS)

const route = async ({ reportId }) => {
  const report = await findReport(reportId)
  const decision = decideRoute(report.facts)
  const { desk, grade } = decision
  const { plaintext } = await decrypt(keyring, report.sealed)
  const { result } = await encrypt(keyring, plaintext, { encryptionContext: { reportId, desk } })
  const { next, entry } = markRouted(report, { decision, keys: { supplements: {}, shelves: [] } }, new Date())
  await storeChange(report, { next: { ...next, sealed: result }, entry }, ['sealed'])
  await sqs.send(
    new SendMessageCommand({ QueueUrl: deskQueueUrls[desk], MessageBody: JSON.stringify({ v: 1, reportId }) }),
  )
  logger.info('report routed', { reportId, desk, grade })
  metrics.addMetric('Routed', MetricUnit.Count, 1)
}
const routeOnce = makeIdempotent(route, { persistenceStore, config, keyPrefix: 'route-report' })

const lambdaHandler = async (event, context) => {
  config.registerLambdaContext(context)
  return processPartialResponse(event, (record) => routeOnce(JSON.parse(record.body)), processor, { context })
}

export const handler = middy(lambdaHandler).use(injectLambdaContext(logger)).use(logMetrics(metrics))
