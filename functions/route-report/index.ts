import { createDynamoDb, createKms, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createKmsReaddress } from '../../shared/adapters/kms-sealer.ts'
import { createDeskQueues } from '../../shared/adapters/sqs-queues.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { withSqsBatch } from '../../shared/lambda/sqs-batch.ts'
import { env } from './env.ts'
import { createRouteReport } from './handler.ts'

const { REPORT_TABLE, ENVELOPE_KEY_ARN, DESK_QUEUE_URLS } = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const now = () => new Date()
const log = createLog('route-report', now)
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }

/** What SQS calls with messages of the routing queue. */
export const handler = withSqsBatch(
  log,
  createRouteReport({
    reports: createReportStore(table),
    envelope: createKmsReaddress({ kms: createKms(), keyArn: ENVELOPE_KEY_ARN }),
    deskQueues: createDeskQueues({ sqs: createSqs(), queueUrls }),
    now,
    log,
  }),
)
