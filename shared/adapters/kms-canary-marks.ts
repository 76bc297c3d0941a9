import {
  GenerateMacCommand,
  type KMSClient,
  KMSInvalidMacException,
  MacAlgorithmSpec,
  VerifyMacCommand,
} from '@aws-sdk/client-kms'
import type { CanaryMarks } from '../ports/canary-marks.ts'

/** What marks are made and verified with: an HMAC key of their own, which never leaves KMS. */
export interface CanaryMarksConfig {
  readonly kms: KMSClient
  readonly keyArn: string
}

const over = ({ keyArn }: CanaryMarksConfig, key: string) => ({
  KeyId: keyArn,
  MacAlgorithm: MacAlgorithmSpec.HMAC_SHA_256,
  Message: Buffer.from(`harbour/v1/canary/${key}`),
})

/** Creates what marks canaries. */
export const createCanaryMarker = (config: CanaryMarksConfig): Pick<CanaryMarks, 'of'> => ({
  of: async (key) => {
    const { Mac } = await config.kms.send(new GenerateMacCommand(over(config, key)))
    if (Mac === undefined) throw new Error('KMS answered without a mark')
    return Buffer.from(Mac).toString('hex')
  },
})

const form = /^[0-9a-f]{64}$/

/**
 * Creates what verifies the marks of canaries, and cannot make one. What has not the form of a mark is not asked about.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
 */
export const createCanaryVerifier = (config: CanaryMarksConfig): Pick<CanaryMarks, 'isOf'> => ({
  isOf: async (key, mark) => {
    if (!form.test(mark)) return false
    try {
      const verify = new VerifyMacCommand({ ...over(config, key), Mac: Buffer.from(mark, 'hex') })
      return (await config.kms.send(verify)).MacValid === true
    } catch (error) {
      if (error instanceof KMSInvalidMacException) return false
      throw error
    }
  },
})
