import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import type { KeyUse } from '../../infra/local/iam/key-access.ts'
import { localEnvironment } from '../../infra/local/machine/local-client.ts'
import { createKmsCalls, type KmsCalls } from '../../shared/adapters/aws-calls.ts'
import { openText } from '../../shared/adapters/envelope.ts'
import { createKmsReaddress, createKmsSealer, toEncryptionContext } from '../../shared/adapters/kms-sealer.ts'

const arn = 'arn:aws:kms:eu-west-2:000000000000:key/envelope'
const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', part: 'report' }
const uses: KeyUse[] = []
let engine: Awaited<ReturnType<typeof startLocalKms>>
let kms: KmsCalls

beforeAll(async () => {
  const authorize = (use: KeyUse) => {
    uses.push(use)
    return use.accessKeyId === 'anyone'
  }
  engine = await startLocalKms({ keys: [{ keyId: 'envelope', arn }], authorize })
  kms = callsOf('anyone')
})
afterAll(() => engine.close())

const callsOf = (accessKeyId: string) => createKmsCalls(localEnvironment(engine.url, accessKeyId))

const open = async (wrappedKey: Uint8Array, desk: string, reportId = binding.reportId) => {
  const EncryptionContext = toEncryptionContext(reportId, desk)
  const { Plaintext } = await kms('Decrypt', { CiphertextBlob: wrappedKey, EncryptionContext })
  return Plaintext ?? new Uint8Array()
}

describe('sealing with KMS', () => {
  it('seals for desk "unrouted" of one report, under a context of identifiers only', async () => {
    const { wrappedKey, sealed } = await createKmsSealer({ kms, keyArn: arn }).seal(
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
    const { wrappedKey, sealed } = await createKmsSealer({ kms, keyArn: arn }).seal(
      binding,
      'what was typed',
      'unrouted',
    )
    const { readdress } = createKmsReaddress({ kms, keyArn: arn })
    const addressed = await readdress(binding.reportId, wrappedKey, 'unrouted', 'division-p')
    expect(openText(await open(addressed, 'division-p'), binding, sealed)).toBe('what was typed')
    await expect(open(addressed, 'unrouted')).rejects.toThrow()
    await expect(readdress(binding.reportId, addressed, 'unrouted', 'division-e')).rejects.toThrow()
    await expect(readdress('000000000000', addressed, 'division-p', 'division-e')).rejects.toThrow()
  })

  it('is refused to whoever the policies do not allow', async () => {
    const sealer = createKmsSealer({ kms: callsOf('nobody'), keyArn: arn })
    await expect(sealer.seal(binding, 'text', 'unrouted')).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    )
  })
})
