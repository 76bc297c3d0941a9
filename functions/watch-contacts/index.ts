import { randomUUID } from 'node:crypto'
import { createDynamoDb, createSqs } from '../../shared/adapters/aws-clients.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { createAlertDigests } from '../../shared/adapters/dynamo-deliveries.ts'
import { createDeliveryQueue } from '../../shared/adapters/sqs-deliveries.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createWatchContacts } from './handler.ts'

const { CONTACT_TABLE, DELIVERY_TABLE, DELIVERY_QUEUE_URL, CONSOLE_URL } = readEnv(env, process.env)
const now = () => new Date()
const dynamo = createDynamoDb()

/** What the schedule calls every minute. */
export const handler = createWatchContacts({
  contacts: createContacts({ dynamo, table: CONTACT_TABLE }, now),
  alertDigests: createAlertDigests({ dynamo, table: DELIVERY_TABLE }),
  deliveries: createDeliveryQueue({ sqs: createSqs(), queueUrl: DELIVERY_QUEUE_URL }),
  newDigestId: randomUUID,
  consoleUrl: CONSOLE_URL,
  now,
  log: createLog('watch-contacts', now),
})
