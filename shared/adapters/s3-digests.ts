import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { digestPrefix } from '../domain/report-keys.ts'
import type { Digests } from '../ports/digest.ts'

/** Digests in a bucket whose Object Lock keeps each: one object a day, never written twice. */
export const createDigests = (config: { readonly client: S3Client; readonly bucket: string }): Digests => ({
  put: async (day, text) => {
    try {
      await config.client.send(
        new PutObjectCommand({
          Bucket: config.bucket,
          Key: `${digestPrefix}${day}.jsonl`,
          Body: text,
          ContentType: 'application/jsonl',
          IfNoneMatch: '*',
        }),
      )
      return 'kept'
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return 'already-kept'
      throw error
    }
  },
})
