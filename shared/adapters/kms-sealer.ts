import { GenerateDataKeyCommand, type KMSClient, ReEncryptCommand } from '@aws-sdk/client-kms'
import pLimit from 'p-limit'
import { app } from '../domain/report.ts'
import type { EnvelopeReaddress, Sealer } from '../ports/sealer.ts'
import { envelopeVersion, sealText } from './envelope.ts'

/** Where the envelope key is and how it is called. */
export interface KmsSealerConfig {
  readonly kms: KMSClient
  readonly keyArn: string
}

/** Returns the encryption context of a report's data key: identifiers only, AWS logs it in clear. */
export const toEncryptionContext = (reportId: string, desk: string): Record<string, string> => ({
  app,
  v: envelopeVersion,
  reportId,
  desk,
})

/**
 * Seals each text with a KMS data key of its own, which is never cached. Needs kms:GenerateDataKey and nothing else.
 */
export const createKmsSealer = ({ kms, keyArn }: KmsSealerConfig): Sealer => ({
  seal: async (binding, text, desk) => {
    const EncryptionContext = toEncryptionContext(binding.reportId, desk)
    const { Plaintext, CiphertextBlob } = await kms.send(
      new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext }),
    )
    if (Plaintext === undefined || CiphertextBlob === undefined) throw new Error('KMS returned no data key')
    try {
      return { wrappedKey: CiphertextBlob, sealed: sealText(Plaintext, binding, text) }
    } finally {
      Plaintext.fill(0)
    }
  },
})

/**
 * How many keys are re-addressed at once. A report may hold 500. The time limit of a call also runs while the call
 * waits for a connection, so this limit holds calls back before they begin.
 */
const readdressedAtOnce = 25

/** Re-addresses with KMS ReEncrypt: the data key never leaves KMS. Needs kms:ReEncryptFrom and kms:ReEncryptTo. */
export const createKmsReaddress = ({ kms, keyArn }: KmsSealerConfig): EnvelopeReaddress => {
  const limit = pLimit(readdressedAtOnce)
  return {
    readdress: async (reportId, wrappedKey, from, to) => {
      const command = new ReEncryptCommand({
        CiphertextBlob: wrappedKey,
        SourceKeyId: keyArn,
        SourceEncryptionContext: toEncryptionContext(reportId, from),
        DestinationKeyId: keyArn,
        DestinationEncryptionContext: toEncryptionContext(reportId, to),
      })
      const { CiphertextBlob } = await limit(() => kms.send(command))
      if (CiphertextBlob === undefined) throw new Error('KMS returned no re-encrypted key')
      return CiphertextBlob
    },
  }
}
