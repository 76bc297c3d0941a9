import { createHash, createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { checkCharacter, inFours, toBase32 } from '../domain/reference.ts'
import type { ReporterCredentials } from '../ports/reporter-credentials.ts'

/** Returns the SHA-256 of a text, lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Returns a new random id for a sealed text: 26 characters of Crockford base 32. */
export const newTextId = (): string => toBase32(randomBytes(17), 26)

/** Returns 64 bytes that only the holder of the key can derive, different for each use. */
const deriveBytes = (idempotencyKey: string, use: string): Buffer =>
  createHmac('sha512', idempotencyKey.toLowerCase()).update(`harbour/v1/${use}`).digest()

/** Returns what a follow-up code is stored and compared as: SHA-256 of its 16 characters, lower-case hex. */
export const hashFollowUpCode = (compactCode: string): string => sha256(`harbour/v1/follow-up-code/${compactCode}`)

/**
 * Derives with HMAC-SHA-512 under the idempotency key: 122 random bits, so neither output can be guessed from the
 * other.
 */
export const createReporterCredentials = (): ReporterCredentials => ({
  newKey: () => randomUUID(),
  derive: (idempotencyKey, attempt) => {
    const body = toBase32(deriveBytes(idempotencyKey, `reference/${attempt}`), 11)
    const code = toBase32(deriveBytes(idempotencyKey, `follow-up-code/${attempt}`), 16)
    return {
      reportId: body + checkCharacter(body),
      followUpCode: inFours(code),
      keyHash: sha256(`harbour/v1/idempotency-key/${idempotencyKey.toLowerCase()}`),
      followUpCodeHash: hashFollowUpCode(code),
    }
  },
  keyForText: (idempotencyKey, submissionHash) =>
    deriveBytes(idempotencyKey, `key-for-text/${submissionHash}`).toString('hex'),
  submissionHash: (idempotencyKey, submission) =>
    createHmac('sha256', createSecretKey(deriveBytes(idempotencyKey, 'submission')))
      .update(submission)
      .digest('hex'),
})
