import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDynamoDb, createKms, createSqs, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createReportAcceptance } from '../../shared/adapters/dynamo-reports.ts'
import { createSealedTexts } from '../../shared/adapters/dynamo-sealed-texts.ts'
import { createCanaryVerifier } from '../../shared/adapters/kms-canary-tags.ts'
import { createKmsSealer } from '../../shared/adapters/kms-sealer.ts'
import { createReporterCredentials, newTextId } from '../../shared/adapters/reporter-credentials.ts'
import { createRoutingQueue } from '../../shared/adapters/sqs-queues.ts'
import { warmUp } from '../../shared/adapters/warm-up.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { withPadding } from '../../shared/lambda/padding.ts'
import type { PageAssets } from '../../web/report-form/assets.ts'
import { shownLanguages } from '../../web/report-form/languages.ts'
import { createAcceptance } from './acceptance.ts'
import { env } from './env.ts'
import { createFormAcceptance } from './form-acceptance.ts'
import { createAcceptReport } from './handler.ts'
import { createReportForm } from './report-form.ts'

const { REPORT_TABLE, ENVELOPE_KEY_ARN, ROUTING_QUEUE_URL, CANARY_KEY_ARN } = readEnv(env, process.env)
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

const credentials = createReporterCredentials()
const accepting = {
  credentials,
  sealer: createKmsSealer({ kms, keyArn: ENVELOPE_KEY_ARN }),
  texts: createSealedTexts({ dynamo, table: REPORT_TABLE }),
  reports: createReportAcceptance({ dynamo, table: REPORT_TABLE }),
  routingQueue: createRoutingQueue({ sqs, queueUrl: ROUTING_QUEUE_URL }),
  canaryTags: createCanaryVerifier({ kms: createKms(triedOnce), keyArn: CANARY_KEY_ARN }),
  newTextId,
  now,
  log,
}
// infra/web-bundle.ts writes it beside this code.
const assets = JSON.parse(readFileSync(join(import.meta.dirname, 'page-assets.json'), 'utf8')) as PageAssets

/** What API Gateway calls for `POST /reports` and the form. */
export const handler = withHttp(log, {
  'POST /reports': withPadding(createAcceptReport(accepting)),
  ...createReportForm({
    accept: createFormAcceptance(createAcceptance(accepting)),
    pages: { assets, shown: shownLanguages },
    newKey: credentials.newKey,
  }),
})
