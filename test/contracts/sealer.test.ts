import { CreateKeyCommand, DecryptCommand } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalKms } from '../../infra/local/aws/kms.ts'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createKms } from '../../shared/adapters/aws-clients.ts'
import { openText } from '../../shared/adapters/envelope.ts'
import { createKmsReaddress, createKmsSealer, toEncryptionContext } from '../../shared/adapters/kms-sealer.ts'
import type { EnvelopeReaddress, SealBinding, SealedText, Sealer } from '../../shared/ports/sealer.ts'
import { createFakeEnvelopeKey } from '../fakes/envelope-key.ts'

/** A key's two ports, and what an officer of a desk would read by it. */
interface KeyPorts extends Sealer, EnvelopeReaddress {
  open(desk: string, binding: SealBinding, wrappedKey: Uint8Array, sealed: SealedText): Promise<string>
}

const closers: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const close of closers) await close()
})

const createOnLocalKms = async (): Promise<KeyPorts> => {
  const keyArn = 'arn:aws:kms:eu-west-2:000000000000:key/envelope'
  const kms = await startLocalKms({ keys: [{ keyId: 'envelope', arn: keyArn }], authorize: () => true })
  closers.push(kms.close)
  return createOn(kms.url, keyArn)
}

/** Makes a key there; moto's KMS refuses a wrong context and knows no policies of roles. */
const createOnMoto = (url: string) => async (): Promise<KeyPorts> => {
  const { KeyMetadata } = await createKms(localClient(url)).send(new CreateKeyCommand({}))
  return createOn(url, KeyMetadata?.Arn ?? '')
}

const createOn = (url: string, keyArn: string): KeyPorts => {
  const kms = createKms(localClient(url))
  const open: KeyPorts['open'] = async (desk, binding, CiphertextBlob, sealed) => {
    const EncryptionContext = toEncryptionContext(binding.reportId, desk)
    const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
    return openText(Plaintext ?? new Uint8Array(), binding, sealed)
  }
  return { ...createKmsSealer({ kms, keyArn }), ...createKmsReaddress({ kms, keyArn }), open }
}

const createInMemory = async (): Promise<KeyPorts> => {
  const key = createFakeEnvelopeKey()
  return { ...key, open: async (...given) => key.open(...given) }
}

const binding: SealBinding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }

const moto = process.env['MOTO_URL']
const engines: ReadonlyArray<readonly [string, () => Promise<KeyPorts>]> = [
  ['memory', createInMemory],
  ['the local KMS', createOnLocalKms],
  ...(moto === undefined ? [] : [['moto', createOnMoto(moto)] as const]),
]

describe.each(engines)('sealing in %s', (_name, create) => {
  let key: KeyPorts
  beforeAll(async () => {
    key = await create()
  })

  it('seals for nobody yet, and opens as what was typed, whatever was', async () => {
    for (const text of ['', 'help', '🙈 naïve\n\t', 'x'.repeat(60_000)]) {
      const { wrappedKey, sealed } = await key.seal(binding, text, 'unrouted')
      expect(await key.open('unrouted', binding, wrappedKey, sealed)).toBe(text)
    }
  })

  it('never seals twice alike', async () => {
    const [one, other] = [await key.seal(binding, 'same', 'unrouted'), await key.seal(binding, 'same', 'unrouted')]
    expect(Buffer.from(one.wrappedKey).equals(other.wrappedKey)).toBe(false)
    expect(Buffer.from(one.sealed.body).equals(other.sealed.body)).toBe(false)
  })

  it('moves a text to a desk that alone can open it, and on to the next', async () => {
    const { wrappedKey, sealed } = await key.seal(binding, 'help', 'unrouted')
    const first = await key.readdress(binding.reportId, wrappedKey, 'unrouted', 'division-p')
    expect(await key.open('division-p', binding, first, sealed)).toBe('help')
    await expect(key.open('division-e', binding, first, sealed)).rejects.toThrow()
    const second = await key.readdress(binding.reportId, first, 'division-p', 'division-e')
    expect(await key.open('division-e', binding, second, sealed)).toBe('help')
    await expect(key.open('division-p', binding, second, sealed)).rejects.toThrow()
  })

  it('refuses a wrong desk, a wrong report, another key and a changed byte', async () => {
    const { wrappedKey, sealed } = await key.seal(binding, 'help', 'unrouted')
    const other = await key.seal(binding, 'help', 'unrouted')
    const body = Uint8Array.from(sealed.body, (byte, index) => (index === 3 ? byte ^ 1 : byte))
    await expect(key.readdress(binding.reportId, wrappedKey, 'division-p', 'division-e')).rejects.toThrow()
    await expect(key.readdress('000000000000', wrappedKey, 'unrouted', 'division-e')).rejects.toThrow()
    await expect(key.open('unrouted', { ...binding, label: 'note' }, wrappedKey, sealed)).rejects.toThrow()
    await expect(key.open('unrouted', binding, other.wrappedKey, sealed)).rejects.toThrow()
    await expect(key.open('unrouted', binding, wrappedKey, { ...sealed, body })).rejects.toThrow()
  })
})
