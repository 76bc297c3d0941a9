import { expect, test } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { requestFingerprint, withSameKey } from '../../shared/domain/request-fingerprint.ts'
import { addition } from '../kit/reports.ts'

const sent = { use: 'addition', key: '5b0e3ac7-7e1f-4a56-9c7e-0a1f5c2d3e4f', text: 'They wrote again.' }
const fingerprint = requestFingerprint(sha256, sent)
const otherText = requestFingerprint(sha256, { ...sent, text: 'They called.' })
const otherKey = requestFingerprint(sha256, { ...sent, key: 'f0000000-7e1f-4a56-9c7e-0a1f5c2d3e4f' })

test('the fingerprint of an addition depends on who sends it, on its key and on its text, and is as long as a SHA-256', () => {
  const fingerprints = [fingerprint, otherText, otherKey, requestFingerprint(sha256, { ...sent, use: 'note/officer' })]
  expect(new Set(fingerprints).size).toBe(4)
  expect(fingerprints.every((each) => /^[0-9a-f]{64}$/.test(each))).toBe(true)
})

test('an addition is found again by the key of its fingerprint, under the same text and under another', () => {
  const added = { ...addition('unrouted'), fingerprint }
  const supplements = { p1: addition('unrouted'), p2: added }
  expect([fingerprint, otherText, otherKey].map((each) => withSameKey(supplements, each))).toEqual([
    [added],
    [added],
    [],
  ])
  expect(withSameKey(undefined, fingerprint)).toEqual([])
})
