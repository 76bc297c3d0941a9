import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { withPaddings } from '../../shared/lambda/padding.ts'
import type { PageAssets } from '../../web/report-form/assets.ts'
import { shownLanguages } from '../../web/report-form/languages.ts'
import { env } from './env.ts'
import { createFollowUp } from './handler.ts'
import { createReportBack } from './report-back.ts'
import { createReporterCalls } from './reporter-calls.ts'

const { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL, DESK_QUEUE_URLS } = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const now = () => new Date()
const log = createLog('follow-up', now)
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }
const sqs = createSqs()

const works = createFollowUp({
  codes: createFollowUpCodes(table),
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
})
// infra/web-bundle.ts writes it beside this code.
const assets = JSON.parse(readFileSync(join(import.meta.dirname, 'page-assets.json'), 'utf8')) as PageAssets

/** What API Gateway calls for a reporter's way back, and its pages. */
export const handler = withHttp(log, {
  ...withPaddings(works),
  ...createReportBack({
    calls: createReporterCalls(works),
    pages: { assets, shown: shownLanguages },
    newKey: () => randomUUID(),
  }),
})
