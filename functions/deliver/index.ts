import { setTimeout } from 'node:timers/promises'
import {
  createDynamoDb,
  createKms,
  createSecretsManager,
  createSes,
  createSqs,
  createTelephone,
  triedOnce,
} from '../../shared/adapters/aws-clients.ts'
import { withSink } from '../../shared/adapters/canary-sink.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { createAddressTurns, createAlertDigests } from '../../shared/adapters/dynamo-deliveries.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createHttpsPost } from '../../shared/adapters/https-post.ts'
import { createPseudonyms } from '../../shared/adapters/kms-pseudonyms.ts'
import { createMessageChannels } from '../../shared/adapters/message-channels.ts'
import { createSecrets } from '../../shared/adapters/secrets-manager.ts'
import { createDeliveryQueue } from '../../shared/adapters/sqs-deliveries.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { withSqsDeliveries } from '../../shared/lambda/sqs-batch.ts'
import { env } from './env.ts'
import { createDeliver } from './handler.ts'

const environment = readEnv(env, process.env)
const { REPORT_TABLE, CONTACT_TABLE, DELIVERY_TABLE, DELIVERY_QUEUE_URL, PSEUDONYM_KEY_ARN } = environment
const { CONFIGURATION_SET, SENDERS, SECRET_PREFIX, CONSOLE_URL, STAGE } = environment
const senders = JSON.parse(SENDERS) as { readonly email: string; readonly sms: string; readonly call: string }

/** How long a contact's own server may take, milliseconds: other deliveries of the batch do not wait for it. */
const timeoutMs = 8000

const now = () => new Date()
const log = createLog('deliver', now)
const dynamo = createDynamoDb()
const pseudonyms = createPseudonyms({ kms: createKms(), keyArn: PSEUDONYM_KEY_ARN })

/** What SQS calls with deliveries. */
export const handler = withSqsDeliveries(
  log,
  createDeliver({
    reports: createReportStore({ dynamo, dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }),
    contacts: withSink(createContacts({ dynamo, table: CONTACT_TABLE }, now)),
    alertDigests: createAlertDigests({ dynamo, table: DELIVERY_TABLE }),
    deliveries: createDeliveryQueue({ sqs: createSqs(), queueUrl: DELIVERY_QUEUE_URL }),
    turns: createAddressTurns({ dynamo, table: DELIVERY_TABLE, pseudonyms }),
    pseudonyms,
    channels: createMessageChannels({
      ses: createSes(),
      emailFrom: senders.email,
      configurationSet: CONFIGURATION_SET,
      telephone: createTelephone(),
      smsFrom: senders.sms,
      callFrom: senders.call,
      stage: STAGE,
      post: createHttpsPost({ timeoutMs }),
      secrets: createSecrets({ client: createSecretsManager(), prefix: SECRET_PREFIX, now }),
      now,
    }),
    consoleUrl: CONSOLE_URL,
    // A timer may end a millisecond early, which is in the second before.
    wait: (ms) => setTimeout(ms + 5),
    now,
    log,
  }),
)
