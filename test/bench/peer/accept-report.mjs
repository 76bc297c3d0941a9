import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import middy from '@middy/core'
import { z } from 'zod'
import { toRoutingFacts } from '../../../shared/contract/to-facts.ts'
import { guidanceFor } from '../../../shared/domain/guidance.ts'
import { chainEntry } from '../../../shared/domain/log.ts'
import { findPlace } from '../../../shared/domain/place.ts'
import { minutesAfter, policy } from '../../../shared/domain/policy.ts'
import { duePartitionOf } from '../../../shared/domain/report-keys.ts'

/**
 * The same job as accept-report in the stack that most would pick: Powertools, middy, zod, lib-dynamodb, the AWS
 * Encryption SDK. The decisions, what is stored of them and what is answered are the domain's, here as there; a report
 * is one item with its sealed text.
 */
const { REPORT_TABLE, IDEMPOTENCY_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL } = process.env
const logger = new Logger({ serviceName: 'accept-report' })
const metrics = new Metrics({ namespace: 'Peer', serviceName: 'accept-report' })
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
})
const sqs = new SQSClient()
const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
const keyring = new KmsKeyringNode({ generatorKeyId: ENVELOPE_KEY_ARN })
const persistenceStore = new DynamoDBPersistenceLayer({ tableName: IDEMPOTENCY_TABLE })

const sha256 = (given) => createHash('sha256').update(given).digest('hex')

const text = z.string().max(20_000).optional()
const submission = z
  .object({
    reporter: z.object({ role: text }).optional(),
    age: z.object({ now: text, inImages: text, dateOfBirth: text }).optional(),
    location: z.object({ postcode: text, council: text, country: text, unknown: z.boolean().optional() }).optional(),
    danger: z.object({ inDangerNow: text, selfHarm: text }).optional(),
    platforms: z
      .array(z.object({ name: text, use: text }))
      .max(50)
      .optional(),
    narrative: text,
  })
  .loose()

const lambdaHandler = async (event) => {
  const parsed = submission.parse(JSON.parse(event.body))
  const reportId = randomUUID()
  const followUpCode = randomBytes(10).toString('hex')
  const { result } = await encrypt(keyring, JSON.stringify(parsed), {
    encryptionContext: { reportId, desk: 'unrouted' },
  })
  const now = new Date()
  const read = { value: parsed, unclear: { age: false, deadline: false } }
  const facts = toRoutingFacts(read, findPlace(parsed.location), now)
  const entry = { at: now.toISOString(), who: 'accept-report', what: 'report.received', facts: {} }
  const first = chainEntry(reportId, { seq: 0, hash: '' }, entry, sha256)
  await documents.send(
    new PutCommand({
      TableName: REPORT_TABLE,
      Item: {
        reportId,
        item: 'report',
        state: 'received',
        receivedAt: now.toISOString(),
        facts,
        followUpCodeHash: sha256(followUpCode),
        duePartition: duePartitionOf(reportId),
        dueAt: minutesAfter(now, policy.redriveMinutes),
        sealed: result,
        seq: first.seq,
        hash: first.hash,
        log: [first],
      },
      ConditionExpression: 'attribute_not_exists(reportId)',
    }),
  )
  await sqs.send(
    new SendMessageCommand({ QueueUrl: ROUTING_QUEUE_URL, MessageBody: JSON.stringify({ v: 1, reportId }) }),
  )
  logger.info('report accepted', { reportId })
  metrics.addMetric('Accepted', MetricUnit.Count, 1)
  const seeker = {
    ages: facts.ages,
    paid: parsed.payment?.paid ?? 'unknown',
    shared: parsed.images?.sharedAlready ?? 'unknown',
    forSomeoneElse: (parsed.reporter?.role ?? 'victim') !== 'victim',
    place: facts.place.kind,
  }
  const guidance = guidanceFor(seeker, now)
  const reply = { reference: reportId, followUpCode, receivedAt: now.toISOString(), guidance }
  return { statusCode: 202, body: JSON.stringify(reply) }
}

export const handler = middy(lambdaHandler)
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics))
  .use(
    makeHandlerIdempotent({
      persistenceStore,
      config: new IdempotencyConfig({ eventKeyJmesPath: 'headers."Idempotency-Key"' }),
    }),
  )
