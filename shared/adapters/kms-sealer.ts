import type { EnvelopeReaddress, Sealer } from '../ports/sealer.ts'
import type { KmsCalls } from './aws-calls.ts'
import { app, envelopeVersion, sealText } from './envelope.ts'

/** Where the envelope key is and how it is called. */
export interface KmsSealerConfig {
  readonly kms: KmsCalls
  readonly keyArn: string
}

/** Gives the encryption context of a report's data key: identifiers only, AWS logs it in clear. */
export const toEncryptionContext = (reportId: string, desk: string): Record<string, string> => ({
  app,
  v: envelopeVersion,
  reportId,
  desk,
})

/** Seals with one KMS data key a text, never cached. Needs kms:GenerateDataKey and nothing else. */
export const createKmsSealer = ({ kms, keyArn }: KmsSealerConfig): Sealer => ({
  seal: async (binding, text, desk) => {
    const context = toEncryptionContext(binding.reportId, desk)
    const { Plaintext, CiphertextBlob } = await kms('GenerateDataKey', {
      KeyId: keyArn,
      KeySpec: 'AES_256',
      EncryptionContext: context,
    })
    if (Plaintext === undefined || CiphertextBlob === undefined) throw new Error('KMS gave no data key')
    try {
      return { wrappedKey: CiphertextBlob, sealed: sealText(Plaintext, binding, text) }
    } finally {
      Plaintext.fill(0)
    }
  },
})

/** Re-addresses with KMS ReEncrypt: the data key never leaves KMS. Needs kms:ReEncryptFrom and kms:ReEncryptTo. */
export const createKmsReaddress = ({ kms, keyArn }: KmsSealerConfig): EnvelopeReaddress => ({
  readdress: async (reportId, wrappedKey, from, to) => {
    const { CiphertextBlob } = await kms('ReEncrypt', {
      CiphertextBlob: wrappedKey,
      SourceKeyId: keyArn,
      SourceEncryptionContext: toEncryptionContext(reportId, from),
      DestinationKeyId: keyArn,
      DestinationEncryptionContext: toEncryptionContext(reportId, to),
    })
    if (CiphertextBlob === undefined) throw new Error('KMS gave no re-encrypted key')
    return CiphertextBlob
  },
})
