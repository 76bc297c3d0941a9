import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms'
import type { Pseudonyms } from '../ports/deliveries.ts'

/** How many pseudonyms a process remembers: more than a stage has addresses. */
const remembered = 10_000

/**
 * Pseudonyms by an HMAC key in KMS: nobody who reads a pseudonym can find what it is of by trying. A process asks once
 * for each pseudonym; SHA-512 is cut to 64 characters.
 */
export const createPseudonyms = (config: { readonly kms: KMSClient; readonly keyArn: string }): Pseudonyms => {
  const known = new Map<string, string>()
  return {
    of: async (use, text) => {
      const message = `harbour/v1/${use}/${text}`
      const before = known.get(message)
      if (before !== undefined) return before
      const { Mac } = await config.kms.send(
        new GenerateMacCommand({ KeyId: config.keyArn, MacAlgorithm: 'HMAC_SHA_512', Message: Buffer.from(message) }),
      )
      if (Mac === undefined) throw new Error('KMS answered without a MAC')
      const pseudonym = Buffer.from(Mac).toString('hex').slice(0, 64)
      if (known.size >= remembered) known.clear()
      known.set(message, pseudonym)
      return pseudonym
    },
  }
}
