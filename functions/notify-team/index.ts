import { randomUUID } from 'node:crypto'
import { createDynamoDb, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { withSink } from '../../shared/adapters/canary-sink.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { createAlertDigests } from '../../shared/adapters/dynamo-deliveries.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createDeliveryQueue } from '../../shared/adapters/sqs-deliveries.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { withSqsTogether } from '../../shared/lambda/sqs-batch.ts'
import { env } from './env.ts'
import { createNotifyTeam } from './handler.ts'

const { REPORT_TABLE, CONTACT_TABLE, DELIVERY_TABLE, DELIVERY_QUEUE_URL, CONSOLE_URL } = readEnv(env, process.env)
const now = () => new Date()
const log = createLog('notify-team', now)
const dynamo = createDynamoDb()

/** What SQS calls with messages of the desks' queues. */
export const handler = withSqsTogether(
  log,
  createNotifyTeam({
    reports: createReportStore({ dynamo, dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }),
    contacts: withSink(createContacts({ dynamo, table: CONTACT_TABLE }, now)),
    alertDigests: createAlertDigests({ dynamo, table: DELIVERY_TABLE }),
    deliveries: createDeliveryQueue({ sqs: createSqs(), queueUrl: DELIVERY_QUEUE_URL }),
    newDigestId: randomUUID,
    consoleUrl: CONSOLE_URL,
    now,
    log,
  }),
)
