import { expect, test } from 'vitest'
import { lineInDigest, pendingLineOf } from '../../shared/domain/digest-line.ts'
import { startDrill } from '../../shared/domain/drill.ts'
import { acknowledgedReport, alertedReport, receivedReport, routedReport, withdrawal } from '../kit/reports.ts'
import { dueNow, inMinutes, now } from './moment.ts'

const at = inMinutes(-3)

test('a digest names the reference, the grade and the rung of a pending alert, and by when to act', () => {
  const report = routedReport(dueNow, { kind: 'new', rung: 2 })
  const { reportId, grade } = report
  expect(pendingLineOf(report, now)).toEqual({ reportId, grade, rung: 2, actBy: inMinutes(5) })
})

test('a digest names when a withdrawal must be decided', () => {
  const report = { ...acknowledgedReport(dueNow, { kind: 'withdrawal', rung: 1, actBy: inMinutes(90) }), withdrawal }
  expect(pendingLineOf(report, now).actBy).toBe(withdrawal.dueAt)
})

test('a digest and an engine hear that a drill is a drill', () => {
  const drill = startDrill({ reportId: '7F3K9QWX2M4C', desk: 'division-p', grade: 'prompt' }, now)
  const report = { ...drill.report, seq: 1, hash: 'a'.repeat(64) }
  expect(pendingLineOf(report, now)).toHaveProperty('isDrill', true)
  expect(lineInDigest(report, { at, now })).toHaveProperty('isDrill', true)
  expect(lineInDigest(routedReport(dueNow), { at, now })).not.toHaveProperty('isDrill')
})

test.each([
  ['that its queued alert names', { queued: { at, actBy: inMinutes(7) }, actBy: inMinutes(8) }, inMinutes(7)],
  ['of its ladder while nothing is queued', { actBy: inMinutes(8) }, inMinutes(8)],
  ['that an alert sent now would name', {}, inMinutes(45)],
  ['at which the digest was made when nothing waits', { sentAt: at }, at],
])('an engine hears the instant %s', (_which, alerting, actBy) => {
  const report = alertedReport(dueNow, { kind: 'new', rung: 1, ...alerting })
  expect(lineInDigest(report, { at, now }).actBy).toBe(actBy)
})

test('an engine hears of a report that nobody has routed yet as of an immediate one', () => {
  const { reportId } = receivedReport(dueNow)
  const line = { reportId, grade: 'immediate', rung: 1, actBy: at }
  expect(lineInDigest(receivedReport(dueNow), { at, now })).toEqual(line)
})
