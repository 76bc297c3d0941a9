import { createDecipheriv, hash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openText, sealedTextBytes, sealText } from '../../shared/adapters/envelope.ts'

interface Vector {
  readonly dataKey: string
  readonly binding: { readonly reportId: string; readonly receivedAt: string; readonly label: string }
  readonly sealed: {
    readonly v: 1
    readonly salt: string
    readonly iv: string
    readonly commitment: string
    readonly body: string
  }
  readonly text: string
}

const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as readonly Vector[]
const bytes = (hex: string) => Buffer.from(hex, 'hex')

const toSealed = ({ v, ...fields }: Vector['sealed']) => ({
  v,
  salt: bytes(fields.salt),
  iv: bytes(fields.iv),
  commitment: bytes(fields.commitment),
  body: bytes(fields.body),
})

/** Reads an envelope as docs/envelope.md says, with nothing of ours. */
const readBySpecification = ({ dataKey, binding, sealed }: Vector): string => {
  const derivation = [bytes('00000001'), bytes(dataKey), Buffer.from('harbour/v1'), bytes(sealed.salt)]
  const derived = hash('sha512', Buffer.concat(derivation), 'buffer')
  if (!derived.subarray(32).equals(bytes(sealed.commitment))) throw new Error('commitment')
  const lengths = ['harbour', '1', binding.reportId, binding.receivedAt, binding.label].map((value) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Buffer.byteLength(value))
    return Buffer.concat([length, Buffer.from(value)])
  })
  const body = bytes(sealed.body)
  const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), bytes(sealed.iv))
  decipher.setAAD(Buffer.concat(lengths)).setAuthTag(body.subarray(-16))
  const plain = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()])
  return plain.subarray(4, 4 + plain.readUInt32BE()).toString('utf8')
}

const binding = { reportId: '7F3K9QWX2M4C', receivedAt: '2026-11-24T12:00:00.000Z', label: 'report' }

describe('the envelope', () => {
  it('every test vector opens, by our code and by the specification', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(4)
    for (const vector of vectors) {
      expect(openText(bytes(vector.dataKey), vector.binding, toSealed(vector.sealed))).toBe(vector.text)
      expect(readBySpecification(vector)).toBe(vector.text)
    }
  })

  it('any text that is sealed opens as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 4000 }), (text) => {
        const dataKey = randomBytes(32)
        expect(openText(dataKey, binding, sealText(dataKey, binding, text))).toBe(text)
      }),
    )
  })

  it.each(['reportId', 'receivedAt', 'label'] as const)('an envelope does not open under another %s', (field) => {
    const dataKey = randomBytes(32)
    const sealed = sealText(dataKey, binding, 'text')
    expect(() => openText(dataKey, { ...binding, [field]: 'another' }, sealed)).toThrow(
      'does not belong to this report',
    )
  })

  it('an envelope does not open with another key', () => {
    expect(() => openText(randomBytes(32), binding, sealText(randomBytes(32), binding, 'text'))).toThrow(
      'not sealed with this data key',
    )
  })

  it('the key of an envelope is not in the memory of what is stored', () => {
    const dataKey = randomBytes(32)
    const { salt, commitment } = sealText(dataKey, binding, 'text')
    const derivation = [bytes('00000001'), dataKey, Buffer.from('harbour/v1'), salt]
    const key = hash('sha512', Buffer.concat(derivation), 'buffer').subarray(0, 32)
    expect(Buffer.from(commitment.buffer).includes(Buffer.from(commitment))).toBe(true)
    expect(Buffer.from(commitment.buffer).includes(key)).toBe(false)
  })

  it.each([0, 31, 33])('a data key of %d bytes seals nothing', (length) => {
    expect(() => sealText(new Uint8Array(length), binding, 'text')).toThrow(`a data key of ${length} bytes`)
  })

  it('an envelope does not open when any byte of any field is changed', () => {
    const dataKey = randomBytes(32)
    const sealed = sealText(dataKey, binding, 'text')
    fc.assert(
      fc.property(
        fc.constantFrom('salt', 'iv', 'commitment', 'body'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (field, at, change) => {
          const changed = Buffer.from(sealed[field])
          const index = at % changed.length
          changed[index] = (changed[index] ?? 0) ^ change
          expect(() => openText(dataKey, binding, { ...sealed, [field]: changed })).toThrow()
        },
      ),
    )
  })

  it.each([
    [0, 1],
    [828, 1],
    [829, 2],
    [1852, 2],
    [1853, 4],
    [20_000, 32],
    [261_948, 256],
    [261_949, 320],
    [sealedTextBytes, 320],
  ])('a text of %d bytes is padded to %d KiB less 192 bytes, so that its length says little', (length, kibibytes) => {
    expect(sealText(randomBytes(32), binding, 'x'.repeat(length)).body).toHaveLength(kibibytes * 1024 - 192 + 16)
  })

  it('a text that is too long is refused, with both sizes', () => {
    expect(() => sealText(randomBytes(32), binding, 'x'.repeat(sealedTextBytes + 1))).toThrow(
      'text of 327485 bytes is too long to seal, at most 327484',
    )
  })
})
