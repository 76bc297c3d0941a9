import { createDynamoDb, createS3 } from '../../shared/adapters/aws-clients.ts'
import { createNewestHashes } from '../../shared/adapters/dynamo-newest-hashes.ts'
import { createDigests } from '../../shared/adapters/s3-digests.ts'
import { readEnv } from '../../shared/lambda/env.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { env } from './env.ts'
import { createKeepDigest } from './handler.ts'

const { REPORT_TABLE, DIGEST_BUCKET } = readEnv(env, process.env)
const now = () => new Date()

/** What the schedule calls once a day. */
export const handler = createKeepDigest({
  newestHashes: createNewestHashes({ dynamo: createDynamoDb(), table: REPORT_TABLE }),
  digests: createDigests({ client: createS3(), bucket: DIGEST_BUCKET }),
  now,
  log: createLog('keep-digest', now),
})
