import { expect, test } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { supplementMark, withSameKey } from '../../shared/domain/supplement-mark.ts'
import { addition } from '../kit/reports.ts'

const sent = { use: 'addition', key: '5b0e3ac7-7e1f-4a56-9c7e-0a1f5c2d3e4f', text: 'They wrote again.' }
const mark = supplementMark(sha256, sent)
const otherText = supplementMark(sha256, { ...sent, text: 'They called.' })
const otherKey = supplementMark(sha256, { ...sent, key: 'f0000000-7e1f-4a56-9c7e-0a1f5c2d3e4f' })

test('the mark of an addition depends on who sends it, on its key and on its text, and is as long as a SHA-256', () => {
  const marks = [mark, otherText, otherKey, supplementMark(sha256, { ...sent, use: 'note/officer' })]
  expect(new Set(marks).size).toBe(4)
  expect(marks.every((each) => /^[0-9a-f]{64}$/.test(each))).toBe(true)
})

test('an addition is found again by the key of its mark, under the same text and under another', () => {
  const added = { ...addition('unrouted'), requestHash: mark }
  const supplements = { p1: addition('unrouted'), p2: added }
  expect([mark, otherText, otherKey].map((each) => withSameKey(supplements, each))).toEqual([[added], [added], []])
  expect(withSameKey(undefined, mark)).toEqual([])
})
