import { createDynamoDb, createKms, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createReportAcceptance } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { createKmsSealer } from '../../shared/adapters/kms-sealer.ts'
import { createReporterCredentials, newTextId } from '../../shared/adapters/reporter-credentials.ts'
import { createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { warmUp } from '../../shared/adapters/warm-up.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createAcceptReport } from './handler.ts'

const { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL } = readEnv(env, process.env)
const now = () => new Date()
const log = createLog('accept-report', now)
const kms = createKms()
const dynamo = createDynamoDb()
const sqs = createSqs()
await warmUp({
  kms: createKms(triedOnce),
  keyArn: ENVELOPE_KEY_ARN,
  dynamo: createDynamoDb(triedOnce),
  table: REPORT_TABLE,
  sqs: createSqs(triedOnce),
  queueUrl: ROUTING_QUEUE_URL,
})

/** What API Gateway calls for `POST /reports`. */
export const handler = withHttp(log, {
  'POST /reports': createAcceptReport({
    credentials: createReporterCredentials(),
    sealer: createKmsSealer({ kms, keyArn: ENVELOPE_KEY_ARN }),
    texts: createSealedTexts({ dynamo, table: REPORT_TABLE }),
    reports: createReportAcceptance({ dynamo, table: REPORT_TABLE }),
    routingQueue: createRoutingQueue({ sqs, queueUrl: ROUTING_QUEUE_URL }),
    newTextId,
    now,
    log,
  }),
})
