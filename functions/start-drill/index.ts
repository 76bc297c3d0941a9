import { createDynamoDb, createSqs } from '../../shared/adapters/aws-clients.ts'
import { createDrills, drillIdOf } from '../../shared/adapters/dynamo-drills.ts'
import { createDeskQueues } from '../../shared/adapters/sqs-queues.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createStartDrill } from './handler.ts'

const { REPORT_TABLE, DESK_QUEUE_URLS } = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const now = () => new Date()

/** What a schedule calls with the desk to drill. */
export const handler = createStartDrill({
  drills: createDrills({ dynamo: createDynamoDb(), table: REPORT_TABLE }),
  deskQueues: createDeskQueues({ sqs: createSqs(), queueUrls }),
  drillIdOf,
  now,
  log: createLog('start-drill', now),
})
