import { randomUUID } from 'node:crypto'
import { createDynamoDb, createKms, createSqs, createSts, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createClosings } from '../../shared/adapters/dynamo-closings.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import { createDeskReports } from '../../shared/adapters/dynamo-desk-reports.ts'
import { createDrills } from '../../shared/adapters/dynamo-drills.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { createReportLogs } from '../../shared/adapters/dynamo-log.ts'
import { createReportStore } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { createOfficerTokens } from '../../shared/adapters/jwt-officer-tokens.ts'
import { createKmsSealer } from '../../shared/adapters/kms-sealer.ts'
import { newTextId, sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { createDeliveryQueue } from '../../shared/adapters/sqs-deliveries.ts'
import { createDeskQueues } from '../../shared/adapters/sqs-queues.ts'
import { createDeskReader } from '../../shared/adapters/sts-desk-reader.ts'
import { deskQueueNames } from '../../shared/domain/desk-queue.ts'
import { readEnv, readEnvRecord } from '../../shared/lambda/env.ts'
import { withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { officerFaultWords } from './fault-words.ts'
import { createDutyApi } from './handler.ts'

const {
  REPORT_TABLE,
  CONTACT_TABLE,
  DELIVERY_QUEUE_URL,
  ENVELOPE_KEY_ARN,
  READER_ROLE_ARN,
  DESK_QUEUE_URLS,
  OFFICER_ISSUER,
  OFFICER_CLIENT_IDS,
} = readEnv(env, process.env)
const queueUrls = readEnvRecord('DESK_QUEUE_URLS', deskQueueNames, DESK_QUEUE_URLS)
const now = () => new Date()
const log = createLog('duty-api', now)
const sqs = createSqs()
const table = { dynamo: createDynamoDb(), dynamoOnce: createDynamoDb(triedOnce), table: REPORT_TABLE }

/** What API Gateway calls for `/duty/…`. */
export const handler = withHttp(
  log,
  createDutyApi({
    tokens: createOfficerTokens({ issuer: OFFICER_ISSUER, clientIds: OFFICER_CLIENT_IDS.split(' ') }),
    contacts: createContacts({ dynamo: table.dynamo, table: CONTACT_TABLE }, now),
    reports: createReportStore(table),
    due: createDueReports(table),
    deskReports: createDeskReports(table),
    drills: createDrills(table),
    logs: createReportLogs(table),
    closings: createClosings(table),
    texts: createSealedTexts(table),
    sealer: createKmsSealer({ kms: createKms(), keyArn: ENVELOPE_KEY_ARN }),
    reader: createDeskReader({
      sts: createSts(),
      kmsFor: (credentials) => createKms({ credentials }),
      readerRoleArn: READER_ROLE_ARN,
      keyArn: ENVELOPE_KEY_ARN,
    }),
    deskQueues: createDeskQueues({ sqs, queueUrls }),
    deliveries: createDeliveryQueue({ sqs, queueUrl: DELIVERY_QUEUE_URL }),
    newDigestId: randomUUID,
    sha256,
    newTextId,
    now,
    log,
  }),
  officerFaultWords,
)
