import { describe, expect, test } from 'vitest'
import { maySee, toReportView } from '../../shared/domain/report-view.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  closedReport,
  routedReport,
  withdrawal,
  withdrawnReport,
} from '../kit/reports.ts'

const sent = { kind: 'new', rung: 2, sentAt: '2026-11-24T12:01:00.000Z', actBy: '2026-11-24T12:46:00.000Z' } as const
const due = '2026-11-24T12:46:00.000Z'
const base = {
  reportId: '7F3K9QWX2M4C',
  reference: '7F3K-9QWX-2M4C',
  desk: 'child-protection',
  grade: 'prompt',
  gradeReasons: ['child'],
  ageGroup: 'child',
  division: 'P',
  receivedAt: '2026-11-24T12:00:00.000Z',
  additions: 0,
  notes: 0,
}

describe('what an officer sees before opening', () => {
  test('before an opening an officer sees exactly these facts, and no key', () => {
    expect(toReportView(alertedReport(due, sent))).toEqual({
      ...base,
      state: 'alerted',
      dueAt: due,
      actBy: sent.actBy,
      alertKind: 'new',
      alertRung: 2,
    })
  })

  test('the facts of a report leave out what is not known', () => {
    const { facts, ...report } = routedReport(due)
    const view = toReportView({ ...report, facts: { ...facts, place: { kind: 'unknown' } } })
    const { division: _division, ...known } = base
    expect(view).toEqual({ ...known, state: 'routed', dueAt: due, alertKind: 'new', alertRung: 1 })
  })

  test('the facts of a report count additions and notes, and name who took it', () => {
    const supplements = {
      p1: addition('child-protection'),
      p2: addition('unrouted'),
      n1: { ...addition('child-protection'), kind: 'note' as const },
    }
    const held = { heldBy: 'officer-2' }
    expect(toReportView({ ...acknowledgedReport(due, sent), supplements, ...held, unreadSince: due })).toMatchObject({
      additions: 2,
      notes: 1,
      acknowledgedBy: 'officer-1',
      acknowledgedAt: '2026-11-24T12:10:00.000Z',
      unreadSince: due,
      handledAt: '2026-11-24T12:10:00.000Z',
      readAt: '2026-11-24T12:11:00.000Z',
      ...held,
    })
  })

  test('the facts of a report say that it was withdrawn, by when that must be decided, and what was decided', () => {
    const report = acknowledgedReport(due, sent)
    const asked = { withdrawalRequestedAt: withdrawal.requestedAt }
    expect(toReportView({ ...report, withdrawal })).toMatchObject({ ...asked, withdrawalDueAt: withdrawal.dueAt })
    const kept = { at: due, officer: 'officer-1', reason: 'may-be-coerced' } as const
    const view = toReportView({ ...report, withdrawal: { ...withdrawal, kept } })
    expect(view).toMatchObject({ ...asked, withdrawalKeptAt: due, withdrawalKeptFor: 'may-be-coerced' })
    expect('withdrawalDueAt' in view).toBe(false)
  })

  test('the facts of a report say how it ended', () => {
    expect(toReportView(closedReport(due))).toMatchObject({
      outcome: 'advice-given',
      closedAt: '2026-11-24T13:00:00.000Z',
    })
    expect(toReportView(withdrawnReport(sent))).toMatchObject({ withdrawnAt: '2026-11-24T12:40:00.000Z' })
  })
})

test('an officer sees the reports of their own desks, and duty control those of all', () => {
  expect(maySee(['division-p'], 'division-p')).toBe(true)
  expect(maySee(['division-p', 'division-e'], 'division-e')).toBe(true)
  expect(maySee(['division-p'], 'division-e')).toBe(false)
  expect(maySee(['division-p'], 'duty-control')).toBe(false)
  expect(maySee(['duty-control'], 'child-protection')).toBe(true)
  expect(maySee([], 'division-p')).toBe(false)
})
