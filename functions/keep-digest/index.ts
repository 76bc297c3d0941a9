import { S3Client } from '@aws-sdk/client-s3'
import { createDynamoCalls } from '../../shared/adapters/aws-calls.ts'
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
  newestHashes: createNewestHashes({ dynamo: createDynamoCalls(process.env), table: REPORT_TABLE }),
  digests: createDigests({ client: new S3Client(), bucket: DIGEST_BUCKET }),
  now,
  log: createLog('keep-digest', now),
})
