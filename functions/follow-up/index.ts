import { createDynamoDb, createKms, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createFollowUpCodes } from '../../shared/adapters/dynamo-follow-up-codes.ts'
import { createReportLogs } from '../../shared/adapters/dynamo-log.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { createKmsSealer } from '../../shared/adapters/kms-sealer.ts'
import { newTextId, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { createDeskQueues, createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createFollowUp } from './handler.ts'

const { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL, DESK_QUEUE_URLS } = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const now = () => new Date()
const log = createLog('follow-up', now)
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }
const sqs = createSqs()

/** What API Gateway calls for a reporter's way back. */
export const handler = withHttp(
  log,
  createFollowUp({
    codes: createFollowUpCodes(table, now),
    reports: createReportStore(table),
    logs: createReportLogs(table),
    texts: createSealedTexts(table),
    sealer: createKmsSealer({ kms: createKms(), keyArn: ENVELOPE_KEY_ARN }),
    routingQueue: createRoutingQueue({ sqs, queueUrl: ROUTING_QUEUE_URL }),
    deskQueues: createDeskQueues({ sqs, queueUrls }),
    sha256,
    newTextId,
    now,
    log,
  }),
)
