import { describe, expect, it } from 'vitest'
import { createReporterCredentials } from '../../shared/adapters/reporter-credentials.ts'
import { inFours, parseFollowUpCode, parseReference } from '../../shared/domain/reference.ts'

const { derive, newKey, submissionHash } = createReporterCredentials()

describe('what a reporter keeps', () => {
  it('is the same for the same key in any case, and reads back as it is written', () => {
    const key = newKey()
    const once = derive(key, 0)
    expect(derive(key.toUpperCase(), 0)).toEqual(once)
    expect(parseReference(inFours(once.reportId))).toBe(once.reportId)
    expect(parseFollowUpCode(once.followUpCode)).toHaveLength(16)
  })

  it('is another for another key, and another reference for another attempt', () => {
    const all = Array.from({ length: 1000 }, () => derive(newKey(), 0))
    expect(new Set(all.map(({ reportId }) => reportId)).size).toBe(1000)
    expect(new Set(all.map(({ followUpCode }) => followUpCode)).size).toBe(1000)
    const key = newKey()
    expect(derive(key, 1).reportId).not.toBe(derive(key, 0).reportId)
  })

  it('is not what is stored: only hashes are', () => {
    const { followUpCode, followUpCodeHash, keyHash } = derive(newKey(), 0)
    expect(followUpCodeHash).toMatch(/^[0-9a-f]{64}$/)
    expect(keyHash).toMatch(/^[0-9a-f]{64}$/)
    expect(followUpCodeHash).not.toContain(followUpCode)
  })

  it('proves a retry without confirming a guess: the same text under another key has another hash', () => {
    const [one, other] = [newKey(), newKey()]
    expect(submissionHash(one, 'text')).toBe(submissionHash(one.toUpperCase(), 'text'))
    expect(submissionHash(one, 'text')).not.toBe(submissionHash(one, 'text2'))
    expect(submissionHash(one, 'text')).not.toBe(submissionHash(other, 'text'))
  })
})
