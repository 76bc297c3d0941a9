import { setTimeout } from 'node:timers/promises'
import { createKms } from '../../shared/adapters/aws-clients.ts'
import { createPublicApi } from '../../shared/adapters/fetch-public-api.ts'
import { createCanaryTagger } from '../../shared/adapters/kms-canary-tags.ts'
import { createReporterCredentials } from '../../shared/adapters/reporter-credentials.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createCanary } from './handler.ts'

const { API_URL, CANARY_KEY_ARN } = readEnv(env, process.env)

/** What the schedule calls every 5 minutes. */
export const handler = createCanary({
  api: createPublicApi(API_URL),
  tags: createCanaryTagger({ kms: createKms(), keyArn: CANARY_KEY_ARN }),
  newKey: createReporterCredentials().newKey,
  wait: setTimeout,
  elapsedMs: () => performance.now(),
  log: createLog('canary', () => new Date()),
})
