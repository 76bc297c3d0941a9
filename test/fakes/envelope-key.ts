import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { openText, sealText } from '../../shared/adapters/envelope.ts'
import type { EnvelopeReaddress, SealBinding, SealedText, Sealer } from '../../shared/ports/sealer.ts'

/**
 * A key in memory that seals, re-addresses and opens: real data keys, really wrapped, and a wrong report or desk is
 * refused.
 */
export interface FakeEnvelopeKey extends Sealer, EnvelopeReaddress {
  /** Opens as an officer of a desk would. @throws when the wrapped key is not for this desk and report */
  open(desk: string, binding: SealBinding, wrappedKey: Uint8Array, sealed: SealedText): string
}

/** Creates a key of its own, or the key that a fixture was sealed with. */
export const createFakeEnvelopeKey = (master: Uint8Array = randomBytes(32)): FakeEnvelopeKey => {
  const contextOf = (reportId: string, desk: string) => Buffer.from(JSON.stringify([reportId, desk]))

  const wrap = (reportId: string, desk: string, plain: Uint8Array): Uint8Array => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(contextOf(reportId, desk))
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }
  const unwrap = (reportId: string, desk: string, wrapped: Uint8Array): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12)).setAAD(contextOf(reportId, desk))
    decipher.setAuthTag(wrapped.subarray(-16))
    return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
  }

  return {
    seal: async (binding, text, desk) => {
      const dataKey = randomBytes(32)
      return { wrappedKey: wrap(binding.reportId, desk, dataKey), sealed: sealText(dataKey, binding, text) }
    },
    readdress: async (reportId, wrappedKey, from, to) => wrap(reportId, to, unwrap(reportId, from, wrappedKey)),
    open: (desk, binding, wrappedKey, sealed) => openText(unwrap(binding.reportId, desk, wrappedKey), binding, sealed),
  }
}
