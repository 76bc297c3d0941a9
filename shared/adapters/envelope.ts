import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { app } from '../domain/report.ts'
import { versionOf } from '../domain/stored-forms.ts'
import type { SealBinding, SealedText } from '../ports/sealer.ts'

/** The envelope version, as the encryption context words it. */
export const envelopeVersion = '1'

const derivationLabel = `${app}/v${envelopeVersion}`

const kibibyte = 1024
/** DynamoDB takes 400 KB. Between this and half of it there is one step, for two copies of the longest text. */
const largestItemBytes = 320 * kibibyte
/**
 * What an item holds beside the padded text: 186 bytes of names, keys and envelope, as DynamoDB counts them.
 *
 * @see docs/envelope.md
 */
const besideTextBytes = 192
const lengthBytes = 4
const tagBytes = 16
const dataKeyBytes = 32
const saltBytes = 32
const ivBytes = 12

/**
 * The longest text that can be sealed, bytes of UTF-8: 128 KB of what was understood, as much of what was sent, and
 * the names of both.
 */
export const sealedTextBytes = largestItemBytes - besideTextBytes - lengthBytes

/**
 * Returns the padded size of a text, bytes: such that its item fills the next of 1, 2, 4 … 256, 320 KiB, so that its
 * length says little, and DynamoDB, which bills whole KiB, bills no other for it.
 */
const paddedBytes = (bytes: number): number => {
  let itemBytes = kibibyte
  while (itemBytes - besideTextBytes < bytes) itemBytes = Math.min(itemBytes * 2, largestItemBytes)
  return itemBytes - besideTextBytes
}

/** Pads a text: 4 bytes big-endian length, UTF-8, zeros. @throws Error with both sizes when it is too long */
const pad = (text: string): Buffer => {
  const bytes = Buffer.byteLength(text)
  if (bytes > sealedTextBytes) throw new Error(`text of ${bytes} bytes is too long to seal, at most ${sealedTextBytes}`)
  const padded = Buffer.alloc(paddedBytes(bytes + lengthBytes))
  padded.writeUInt32BE(bytes)
  padded.write(text, lengthBytes)
  return padded
}

const unpad = (padded: Buffer): string => padded.toString('utf8', lengthBytes, lengthBytes + padded.readUInt32BE())

/**
 * Returns the bytes that the body is authenticated with: each value as 4 bytes big-endian length and UTF-8, in a fixed
 * order.
 */
const toAdditionalData = ({ reportId, receivedAt, label }: SealBinding): Buffer => {
  const values = [app, envelopeVersion, reportId, receivedAt, label]
  const bytes = Buffer.alloc(values.reduce((sum, value) => sum + lengthBytes + Buffer.byteLength(value), 0))
  let at = 0
  for (const value of values) {
    const written = bytes.write(value, at + lengthBytes)
    bytes.writeUInt32BE(written, at)
    at += lengthBytes + written
  }
  return bytes
}

/**
 * Derives both halves at once: the 64 bytes that the one-step key derivation of NIST SP 800-56C returns with SHA-512,
 * which are one block.
 *
 * @see docs/decisions/0009-one-derivation.md
 */
const derive = (dataKey: Uint8Array, salt: Uint8Array): { readonly key: KeyObject; readonly commitment: Buffer } => {
  if (dataKey.length !== dataKeyBytes) {
    throw new Error(`a data key of ${dataKey.length} bytes cannot seal or open, it must be of ${dataKeyBytes}`)
  }
  const counter = '\u0000\u0000\u0000\u0001'
  const derived = createHash('sha512').update(counter).update(dataKey).update(derivationLabel).update(salt).digest()
  const key = createSecretKey(derived.subarray(0, 32))
  // A copy: a view would carry the key's bytes along with what is stored.
  const commitment = Buffer.from(derived.subarray(32))
  derived.fill(0)
  return { key, commitment }
}

/**
 * Seals a text under a one-use data key. @see docs/envelope.md
 *
 * @param dataKey - 32 bytes from KMS; the caller wipes them afterwards
 * @throws Error when the data key is not of 32 bytes, or the text longer than `sealedTextBytes`
 */
export const sealText = (dataKey: Uint8Array, binding: SealBinding, text: string): SealedText => {
  const random = randomBytes(saltBytes + ivBytes)
  const salt = random.subarray(0, saltBytes)
  const iv = random.subarray(saltBytes)
  const { key, commitment } = derive(dataKey, salt)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(toAdditionalData(binding))
  const body = Buffer.concat([cipher.update(pad(text)), cipher.final(), cipher.getAuthTag()])
  return { ...versionOf('sealed text'), salt, iv, commitment, body }
}

/**
 * Opens a sealed text.
 *
 * @throws Error when the key, the binding or any byte is not what it was sealed with
 */
export const openText = (dataKey: Uint8Array, binding: SealBinding, sealed: SealedText): string => {
  const { key, commitment } = derive(dataKey, sealed.salt)
  if (sealed.commitment.length !== commitment.length || !timingSafeEqual(commitment, sealed.commitment)) {
    throw new Error('envelope was not sealed with this data key')
  }
  const split = sealed.body.length - tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.iv, { authTagLength: tagBytes })
  decipher.setAAD(toAdditionalData(binding))
  decipher.setAuthTag(sealed.body.subarray(split))
  try {
    return unpad(Buffer.concat([decipher.update(sealed.body.subarray(0, split)), decipher.final()]))
  } catch (cause) {
    throw new Error('envelope does not belong to this report, or was changed', { cause })
  }
}
