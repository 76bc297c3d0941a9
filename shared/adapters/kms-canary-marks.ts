import {
  GenerateMacCommand,
  type KMSClient,
  KMSInvalidMacException,
  MacAlgorithmSpec,
  VerifyMacCommand,
} from '@aws-sdk/client-kms'
import type { CanaryMarks } from '../ports/canary-marks.ts'

const form = /^[0-9a-f]{64}$/

/**
 * Marks canaries by an HMAC key of their own, which never leaves KMS: whoever may verify a mark cannot make one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html
 */
export const createCanaryMarks = (config: { readonly kms: KMSClient; readonly keyArn: string }): CanaryMarks => {
  const over = (key: string) => ({
    KeyId: config.keyArn,
    MacAlgorithm: MacAlgorithmSpec.HMAC_SHA_256,
    Message: Buffer.from(`harbour/v1/canary/${key}`),
  })
  return {
    of: async (key) => {
      const { Mac } = await config.kms.send(new GenerateMacCommand(over(key)))
      if (Mac === undefined) throw new Error('KMS answered without a mark')
      return Buffer.from(Mac).toString('hex')
    },
    isOf: async (key, mark) => {
      if (!form.test(mark)) return false
      try {
        const verify = new VerifyMacCommand({ ...over(key), Mac: Buffer.from(mark, 'hex') })
        return (await config.kms.send(verify)).MacValid === true
      } catch (error) {
        if (error instanceof KMSInvalidMacException) return false
        throw error
      }
    },
  }
}
