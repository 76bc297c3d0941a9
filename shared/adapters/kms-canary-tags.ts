import {
  GenerateMacCommand,
  type KMSClient,
  KMSInvalidMacException,
  MacAlgorithmSpec,
  VerifyMacCommand,
} from '@aws-sdk/client-kms'
import type { CanaryTags } from '../ports/canary-tags.ts'

/** What tags are made and verified with: an HMAC key of their own, which never leaves KMS. */
export interface CanaryTagsConfig {
  readonly kms: KMSClient
  readonly keyArn: string
}

const over = ({ keyArn }: CanaryTagsConfig, key: string) => ({
  KeyId: keyArn,
  MacAlgorithm: MacAlgorithmSpec.HMAC_SHA_256,
  Message: Buffer.from(`harbour/v1/canary/${key}`),
})

/** Creates what tags canaries. */
export const createCanaryTagger = (config: CanaryTagsConfig): Pick<CanaryTags, 'of'> => ({
  of: async (key) => {
    const { Mac } = await config.kms.send(new GenerateMacCommand(over(config, key)))
    if (Mac === undefined) throw new Error('KMS answered without a MAC')
    return Buffer.from(Mac).toString('hex')
  },
})

const form = /^[0-9a-f]{64}$/

/**
 * Creates what verifies the tags of canaries, and cannot make one. What has not the form of a tag is not asked about.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
 */
export const createCanaryVerifier = (config: CanaryTagsConfig): Pick<CanaryTags, 'isOf'> => ({
  isOf: async (key, tag) => {
    if (!form.test(tag)) return false
    try {
      const verify = new VerifyMacCommand({ ...over(config, key), Mac: Buffer.from(tag, 'hex') })
      return (await config.kms.send(verify)).MacValid === true
    } catch (error) {
      if (error instanceof KMSInvalidMacException) return false
      throw error
    }
  },
})
