import { createDynamoDb, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createHttpsPost } from '../../shared/adapters/https-post.ts'
import { createOutsideWatcher } from '../../shared/adapters/https-watcher.ts'
import { createDeskQueues, createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createWatchDeadlines } from './handler.ts'

const { REPORT_TABLE, ROUTING_QUEUE_URL, DESK_QUEUE_URLS, WATCHER_URL } = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }
const sqs = createSqs()
const now = () => new Date()
const log = createLog('watch-deadlines', now)

/** What the schedule calls every minute. */
export const handler = createWatchDeadlines({
  due: createDueReports(table),
  reports: createReportStore(table),
  routingQueue: createRoutingQueue({ sqs, queueUrl: ROUTING_QUEUE_URL }),
  deskQueues: createDeskQueues({ sqs, queueUrls }),
  watcher: createOutsideWatcher(createHttpsPost({ timeoutMs: 5000 }), WATCHER_URL),
  now,
  elapsedMs: () => performance.now(),
  log,
})
