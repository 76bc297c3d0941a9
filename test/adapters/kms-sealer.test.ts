import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KeyUse, startLocalKms } from '../../infra/local/kms/local-kms.ts'
import { openText } from '../../shared/adapters/envelope.ts'
import { createKmsReaddress, createKmsSealer, toEncryptionContext } from '../../shared/adapters/kms-sealer.ts'

const arn = 'arn:aws:kms:eu-west-2:000000000000:key/envelope'
const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', part: 'report' }
const uses: KeyUse[] = []
let kms: Awaited<ReturnType<typeof startLocalKms>>
let client: KMSClient

beforeAll(async () => {
  const authorize = (use: KeyUse) => {
    uses.push(use)
    return use.accessKeyId === 'anyone'
  }
  kms = await startLocalKms({ keys: [{ keyId: 'envelope', arn }], authorize })
  client = clientOf('anyone')
})
afterAll(() => kms.close())

const clientOf = (accessKeyId: string) =>
  new KMSClient({ endpoint: kms.url, region: 'eu-west-2', credentials: { accessKeyId, secretAccessKey: 'local' } })

const open = async (wrappedKey: Uint8Array, desk: string, reportId = binding.reportId) => {
  const { Plaintext } = await client.send(
    new DecryptCommand({ CiphertextBlob: wrappedKey, EncryptionContext: toEncryptionContext(reportId, desk) }),
  )
  return Plaintext ?? new Uint8Array()
}

describe('sealing with KMS', () => {
  it('seals for desk "unrouted" of one report, under a context of identifiers only', async () => {
    const { wrappedKey, sealed } = await createKmsSealer({ client, keyArn: arn }).seal(
      binding,
      'what was typed',
      'unrouted',
    )
    expect(uses.at(-1)).toEqual({
      accessKeyId: 'anyone',
      action: 'kms:GenerateDataKey',
      keyArn: arn,
      encryptionContext: { app: 'harbour', v: '1', reportId: binding.reportId, desk: 'unrouted' },
    })
    expect(openText(await open(wrappedKey, 'unrouted'), binding, sealed)).toBe('what was typed')
    await expect(open(wrappedKey, 'division-p')).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidCiphertextException' }),
    )
    await expect(open(wrappedKey, 'unrouted', '000000000000')).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidCiphertextException' }),
    )
  })

  it('re-addresses to a desk: the text opens there, and no more where it was', async () => {
    const { wrappedKey, sealed } = await createKmsSealer({ client, keyArn: arn }).seal(
      binding,
      'what was typed',
      'unrouted',
    )
    const { readdress } = createKmsReaddress({ client, keyArn: arn })
    const addressed = await readdress(binding.reportId, wrappedKey, 'unrouted', 'division-p')
    expect(openText(await open(addressed, 'division-p'), binding, sealed)).toBe('what was typed')
    await expect(open(addressed, 'unrouted')).rejects.toThrow()
    await expect(readdress(binding.reportId, addressed, 'unrouted', 'division-e')).rejects.toThrow()
    await expect(readdress('000000000000', addressed, 'division-p', 'division-e')).rejects.toThrow()
  })

  it('is refused to whoever the policies do not allow', async () => {
    const sealer = createKmsSealer({ client: clientOf('nobody'), keyArn: arn })
    await expect(sealer.seal(binding, 'text', 'unrouted')).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    )
  })
})
