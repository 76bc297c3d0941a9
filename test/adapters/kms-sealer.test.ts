import type { ServerResponse } from 'node:http'
import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import type { KeyUse } from '../../infra/local/iam/key-access.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createKms } from '../../shared/adapters/aws-clients.ts'
import { openText, sealedTextBytes } from '../../shared/adapters/envelope.ts'
import { createKmsReaddress, createKmsSealer, toEncryptionContext } from '../../shared/adapters/kms-sealer.ts'
import { type Answer, useScriptedAws } from './scripted-aws.ts'

const arn = 'arn:aws:kms:eu-west-2:000000000000:key/envelope'
const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }
const uses: KeyUse[] = []
let engine: Awaited<ReturnType<typeof startLocalKms>>
let kms: KMSClient

beforeAll(async () => {
  const authorize = (use: KeyUse) => {
    uses.push(use)
    return use.accessKeyId === 'anyone'
  }
  engine = await startLocalKms({ keys: [{ keyId: 'envelope', arn }], authorize })
  kms = clientOf('anyone')
})
afterAll(() => engine.close())

const clientOf = (accessKeyId: string) =>
  createKms({ ...localClient(engine.url), credentials: { accessKeyId, secretAccessKey: 'local' } })

const open = async (wrappedKey: Uint8Array, desk: string, reportId = binding.reportId) => {
  const EncryptionContext = toEncryptionContext(reportId, desk)
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: wrappedKey, EncryptionContext }))
  return Plaintext ?? new Uint8Array()
}

describe('sealing with KMS', () => {
  it('wipes the data key once the text is sealed, and when it cannot be sealed', async () => {
    for (const text of ['what was typed', 'x'.repeat(sealedTextBytes + 1)]) {
      const Plaintext = new Uint8Array(32).fill(7)
      const own = clientOf('anyone')
      own.send = async () => ({ Plaintext, CiphertextBlob: Buffer.of(1) })
      await Promise.allSettled([createKmsSealer({ kms: own, keyArn: arn }).seal(binding, text, 'unrouted')])
      expect(Plaintext).toEqual(new Uint8Array(32))
    }
  })

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
    const sealer = createKmsSealer({ kms: clientOf('nobody'), keyArn: arn })
    await expect(sealer.seal(binding, 'text', 'unrouted')).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    )
  })
})

describe('re-addressing the keys of a full report', () => {
  const { received, answers, client } = useScriptedAws()

  it('KMS re-addresses 25 keys at once, and the time of the others does not run while they wait', async () => {
    // A report with 200 additions was once not handed over when each answer took 700 ms.
    const held: ServerResponse[] = []
    answers.push(...Array.from({ length: 60 }, (): Answer => (reply) => held.push(reply)))
    const { readdress } = createKmsReaddress({ kms: createKms(client()), keyArn: arn })
    const keys = Array.from({ length: 60 }, () => readdress(binding.reportId, Buffer.of(1), 'division-p', 'division-e'))
    for (let answered = 0; answered < 60; answered += 1) {
      await vi.waitUntil(() => held.length === Math.min(60, answered + 25), { interval: 1, timeout: 20_000 })
      held[answered]?.end('{"CiphertextBlob":"a2V5"}')
    }
    expect((await Promise.all(keys)).map((key) => Buffer.from(key).toString())).toEqual(keys.map(() => 'key'))
    expect(received).toHaveLength(60)
  })
})
