import { createDynamoDb, createSns, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createAlertTopics } from '../../shared/adapters/sns-topics.ts'
import { desks } from '../../shared/domain/desk.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { withSqsBatch } from '../../shared/lambda/sqs-batch.ts'
import { env } from './env.ts'
import { createNotifyTeam } from './handler.ts'

const { REPORT_TABLE, DESK_TOPIC_ARNS, CONSOLE_URL } = readEnv(env, process.env)
const topicArns = readEnvRecord('DESK_TOPIC_ARNS', desks, DESK_TOPIC_ARNS)
const now = () => new Date()
const log = createLog('notify-team', now)
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }

/** What SQS calls with messages of the desks' queues. */
export const handler = withSqsBatch(
  log,
  createNotifyTeam({
    reports: createReportStore(table),
    topics: createAlertTopics({ client: createSns(), topicArns }),
    consoleUrl: CONSOLE_URL,
    now,
    log,
  }),
)
