import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

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

const readKeys = (dataFile: string | undefined): Map<string, string> => {
  if (dataFile === undefined || !existsSync(dataFile)) return new Map()
  return new Map(Object.entries(JSON.parse(readFileSync(dataFile, 'utf8')) as Record<string, string>))
}

/** Writes the whole file or nothing: a crash leaves the old one. */
const writeKeys = (dataFile: string, keys: ReadonlyMap<string, string>): void => {
  const draft = `${dataFile}.draft`
  writeFileSync(draft, JSON.stringify(Object.fromEntries(keys)), { mode: 0o600, flush: true })
  renameSync(draft, dataFile)
}

/**
 * Creates the keys, or reads them back.
 *
 * @param dataFile - where key material is kept, readable by its owner alone
 * @default dataFile - memory only
 */
export const createLocalKeys = (keyArns: readonly string[], dataFile?: string): LocalKeys => {
  const material = readKeys(dataFile)
  for (const arn of keyArns) if (!material.has(arn)) material.set(arn, randomBytes(32).toString('base64'))
  if (dataFile !== undefined) writeKeys(dataFile, material)

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
