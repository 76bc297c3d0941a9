import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms'
import type { Marks } from '../ports/deliveries.ts'

/** How many marks a process remembers: more than a stage has addresses. */
const remembered = 10_000

/**
 * Marks by an HMAC key in KMS: nobody who reads a mark can find what it is of by trying. A process asks once for each
 * mark; SHA-512 is cut to 64 characters.
 */
export const createMarks = (config: { readonly kms: KMSClient; readonly keyArn: string }): Marks => {
  const known = new Map<string, string>()
  return {
    of: async (use, text) => {
      const marked = `harbour/v1/${use}/${text}`
      const before = known.get(marked)
      if (before !== undefined) return before
      const { Mac } = await config.kms.send(
        new GenerateMacCommand({ KeyId: config.keyArn, MacAlgorithm: 'HMAC_SHA_512', Message: Buffer.from(marked) }),
      )
      if (Mac === undefined) throw new Error('KMS answered without a mark')
      const mark = Buffer.from(Mac).toString('hex').slice(0, 64)
      if (known.size >= remembered) known.clear()
      known.set(marked, mark)
      return mark
    },
  }
}
