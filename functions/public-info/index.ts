import openApi from '../../openapi.json' with { type: 'json' }
import { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { createDueReports } from '../../shared/adapters/dynamo-due-reports.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { withHttp } from '../../shared/lambda/http.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createPublicInfo } from './handler.ts'

const { REPORT_TABLE } = readEnv(env, process.env)
const now = () => new Date()

/** What API Gateway calls for guidance, health and the contract. */
export const handler = withHttp(
  createLog('public-info', now),
  createPublicInfo({
    due: createDueReports({ dynamo: createDynamoDb(), table: REPORT_TABLE }),
    openApi,
    now,
  }),
)
