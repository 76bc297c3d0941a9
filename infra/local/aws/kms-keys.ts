import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { damaged, fromCopy, readKept, writeKept } from '../machine/kept-file.ts'

/** An encryption context: identifiers only, bound to every ciphertext. */
export type EncryptionContext = Readonly<Record<string, string>>

/** The keys of one machine: 32 random bytes an ARN, used as AWS KMS uses its own. */
export interface LocalKeys {
  /** Returns ciphertext that only the same key with exactly this context opens. */
  wrap(keyArn: string, plain: Uint8Array, context: EncryptionContext): Buffer
  /** Opens a ciphertext. @throws Error when the key, the context or any byte is not what it was wrapped with */
  unwrap(ciphertext: Uint8Array, context: EncryptionContext): { readonly keyArn: string; readonly plain: Buffer }
  /** An HMAC under the key. */
  mac(keyArn: string, message: Uint8Array, hash: 'sha256' | 'sha512'): Buffer
}

const ivBytes = 12
const tagBytes = 16

/**
 * Holds the length and text of an ARN of 122 bytes at most. With it a wrapped data key has 184 bytes, as those seen
 * from AWS have.
 */
const headBytes = 124

const toAdditionalData = (keyArn: string, context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify([keyArn, Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))]))

const keyBytes = 32

const isKey = (material: unknown): material is string =>
  typeof material === 'string' && Buffer.from(material, 'base64').length === keyBytes

/**
 * Returns the keys that are kept. A key that is missing is never made anew: what is stored could not be opened by it.
 *
 * @throws Error in one line when the file is not whole
 */
const findKept = (keyArns: readonly string[], dataFile: string): Map<string, string> | undefined => {
  const kept = readKept(dataFile, fromCopy)
  if (kept === undefined) return undefined
  const { keys } = kept as { readonly keys?: Readonly<Record<string, unknown>> }
  const whole = keyArns.map((arn): [string, string] => {
    const material = keys?.[arn]
    if (!isKey(material)) throw damaged(dataFile, `it has no key of 32 bytes for ${arn}`, fromCopy)
    return [arn, material]
  })
  return new Map(whole)
}

const newKeys = (keyArns: readonly string[]): Map<string, string> =>
  new Map(keyArns.map((arn) => [arn, randomBytes(keyBytes).toString('base64')]))

/**
 * Creates the keys, or reads them back.
 *
 * @param dataFile - where key material is kept, readable by its owner alone
 * @default dataFile - memory only
 * @throws Error in one line when the file is damaged or cannot be written
 */
export const createLocalKeys = (keyArns: readonly string[], dataFile?: string): LocalKeys => {
  const kept = dataFile === undefined ? undefined : findKept(keyArns, dataFile)
  const material = kept ?? newKeys(keyArns)
  if (dataFile !== undefined && kept === undefined) writeKept(dataFile, { keys: Object.fromEntries(material) })

  const secretOf = (keyArn: string, use: 'wrap' | 'mac') => {
    const bytes = material.get(keyArn)
    if (bytes === undefined) throw new Error('key is not known to the local KMS')
    const derived = hkdfSync('sha512', Buffer.from(bytes, 'base64'), Buffer.alloc(0), `local-kms/${use}`, 32)
    return createSecretKey(Buffer.from(derived))
  }

  return {
    wrap: (keyArn, plain, context) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', secretOf(keyArn, 'wrap'), iv)
      cipher.setAAD(toAdditionalData(keyArn, context))
      const head = Buffer.alloc(headBytes)
      head.writeUInt16BE(head.write(keyArn, 2))
      return Buffer.concat([head, iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    unwrap: (ciphertext, context) => {
      const blob = Buffer.from(ciphertext)
      const keyArn = blob.toString('utf8', 2, 2 + blob.readUInt16BE())
      const iv = blob.subarray(headBytes, headBytes + ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', secretOf(keyArn, 'wrap'), iv, { authTagLength: tagBytes })
      decipher.setAAD(toAdditionalData(keyArn, context))
      decipher.setAuthTag(blob.subarray(-tagBytes))
      const plain = Buffer.concat([decipher.update(blob.subarray(headBytes + ivBytes, -tagBytes)), decipher.final()])
      return { keyArn, plain }
    },
    mac: (keyArn, message, hash) => createHmac(hash, secretOf(keyArn, 'mac')).update(message).digest(),
  }
}
