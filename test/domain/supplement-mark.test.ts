import { expect, test } from 'vitest'
import { sha256 } from '../../shared/adapters/reporter-credentials.ts'
import { findEarlierTry, isKeyUsed, supplementMark } from '../../shared/domain/supplement-mark.ts'
import { addition, routedReport } from '../kit/reports.ts'
import { dueNow } from './moment.ts'

const sent = { use: 'addition', key: '5b0e3ac7-7e1f-4a56-9c7e-0a1f5c2d3e4f', text: 'They wrote again.' }
const mark = supplementMark(sha256, sent)
const otherText = supplementMark(sha256, { ...sent, text: 'They called.' })
const otherKey = supplementMark(sha256, { ...sent, key: 'f0000000-7e1f-4a56-9c7e-0a1f5c2d3e4f' })

test('the mark of an addition depends on who sends it, on its key and on its text, and is as long as a SHA-256', () => {
  const marks = [mark, otherText, otherKey, supplementMark(sha256, { ...sent, use: 'note/officer' })]
  expect(new Set(marks).size).toBe(4)
  expect(marks.every((each) => /^[0-9a-f]{64}$/.test(each))).toBe(true)
})

test('an addition is found again by its mark, and its key is known under another text', () => {
  const added = { ...addition('unrouted'), requestHash: mark }
  const report = { ...routedReport(dueNow), supplements: { p1: addition('unrouted'), p2: added } }
  expect(findEarlierTry(report, mark)).toBe(added)
  expect([otherText, otherKey, undefined].map((each) => findEarlierTry(report, each))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([mark, otherText, otherKey].map((each) => isKeyUsed(report, each))).toEqual([true, true, false])
})
