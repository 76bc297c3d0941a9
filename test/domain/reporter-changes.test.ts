import { describe, expect, test } from 'vitest'
import type { AddableReport } from '../../shared/domain/report-states.ts'
import { addAddition, isErasedByWithdrawal, requestWithdrawal, withdraw } from '../../shared/domain/reporter-changes.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  closedReport,
  receivedReport,
  routedReport,
} from '../kit/reports.ts'
import { inMinutes, now } from './moment.ts'

const sent = { kind: 'new', rung: 2, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const addable: ReadonlyArray<readonly [string, AddableReport]> = [
  ['received', receivedReport(inMinutes(60))],
  ['routed', routedReport(inMinutes(60))],
  ['alerted', alertedReport(inMinutes(60), sent)],
  ['acknowledged', acknowledgedReport(inMinutes(60), sent)],
  ['closed', closedReport(inMinutes(60))],
]

describe('adding to a report', () => {
  test.each(addable)(
    'an addition leaves a report that is %s in its state, and due within a minute',
    (_name, report) => {
      const { next, entry } = addAddition(report, { additionId: 'p1', addition: addition('unrouted') }, now)
      expect(next).toEqual({ ...report, supplements: { p1: addition('unrouted') }, dueAt: inMinutes(1) })
      expect(entry).toEqual({
        at: now.toISOString(),
        who: 'reporter',
        what: 'addition.received',
        facts: { additionId: 'p1' },
      })
    },
  )

  test('an addition never puts off what is due sooner, so that adding again and again keeps nobody from being notified', () => {
    const report = alertedReport(inMinutes(-3), sent)
    expect(addAddition(report, { additionId: 'p1', addition: addition('unrouted') }, now).next.dueAt).toBe(
      inMinutes(-3),
    )
  })

  test('an addition keeps the supplements that were there, and makes a held report due', () => {
    const { dueAt: _dueAt, ...held } = { ...closedReport(inMinutes(60)), heldBy: 'officer-1' }
    const { next } = addAddition(
      { ...held, supplements: { p0: addition('child-protection') } },
      { additionId: 'p1', addition: addition('unrouted') },
      now,
    )
    expect(Object.keys(next.supplements ?? {})).toEqual(['p0', 'p1'])
    expect(next).toMatchObject({ dueAt: inMinutes(1), heldBy: 'officer-1' })
  })
})

describe('withdrawing a report', () => {
  const immediate = { ...receivedReport(inMinutes(1)) }
  const urgent = { ...immediate.facts, urgency: { ...immediate.facts.urgency, inDangerNow: 'yes' as const } }

  test.each<[string, AddableReport, boolean]>([
    ['received', receivedReport(inMinutes(1)), true],
    ['received and immediate', { ...immediate, facts: urgent }, false],
    ['routed', routedReport(inMinutes(1)), true],
    ['alerted', alertedReport(inMinutes(1), sent), true],
    ['alerted and immediate', { ...alertedReport(inMinutes(1), sent), grade: 'immediate' }, false],
    ['acknowledged', acknowledgedReport(inMinutes(1), sent), false],
    ['closed', closedReport(inMinutes(1)), true],
    ['closed, and was immediate', { ...closedReport(inMinutes(1)), grade: 'immediate' }, true],
    ['alerted under a legal hold', { ...alertedReport(inMinutes(1), sent), heldBy: 'officer-1' }, false],
    ['closed under a legal hold', { ...closedReport(inMinutes(1)), heldBy: 'officer-1' }, false],
  ])('a withdrawal erases at once the text of a report that is %s: %j', (_name, report, erased) => {
    expect(isErasedByWithdrawal(report)).toBe(erased)
  })

  const withdrawable = addable.flatMap(([name, report]) =>
    report.state === 'acknowledged' ? [] : [[name, report] as const],
  )

  test.each(withdrawable)(
    'a withdrawal of a report that was %s leaves no key, and its desk is to be notified within a minute',
    (_name, report) => {
      const { next, entry, erases } = withdraw({ ...report, supplements: { p1: addition('unrouted') } }, now)
      expect(erases).toEqual(['text-1', 'p1'])
      expect(next).toMatchObject({
        state: 'withdrawn',
        desk: 'child-protection',
        grade: 'prompt',
        withdrawnAt: now.toISOString(),
        alerting: { kind: 'withdrawal', rung: 1 },
        dueAt: inMinutes(1),
      })
      expect('wrappedKey' in next || 'supplements' in next || 'outcome' in next || 'officer' in next).toBe(false)
      expect(entry).toMatchObject({ who: 'reporter', what: 'report.withdrawn' })
    },
  )

  test('a withdrawal notifies the desk that has the report, not the one that it was routed to', () => {
    const handed = { ...alertedReport(inMinutes(1), sent), desk: 'division-p', grade: 'standard' } as const
    expect(withdraw(handed, now).next).toMatchObject({
      desk: 'division-p',
      grade: 'standard',
      decision: handed.decision,
    })
  })

  test.each([
    ['alerted', alertedReport(inMinutes(60), sent), { kind: 'withdrawal', rung: 2, actBy: inMinutes(20) }],
    ['acknowledged', acknowledgedReport(inMinutes(60), sent), { kind: 'withdrawal', rung: 2, actBy: inMinutes(20) }],
    [
      'acknowledged, with a reminder to send',
      acknowledgedReport(inMinutes(60), { kind: 'reminder', rung: 3 }),
      { kind: 'withdrawal', rung: 3 },
    ],
  ] as const)(
    'a withdrawal that leaves the text notifies the desk of a report that is %s, and keeps the deadline',
    (_name, report, alerting) => {
      const { next, entry } = requestWithdrawal(report, now)
      expect(next).toEqual({ ...report, alerting, dueAt: inMinutes(1), withdrawalRequestedAt: now.toISOString() })
      expect(entry).toMatchObject({ who: 'reporter', what: 'withdrawal.requested' })
    },
  )

  test.each<[string, AddableReport]>([
    ['received', receivedReport(inMinutes(60))],
    ['routed', routedReport(inMinutes(60))],
    ['alerted with an escalation to send', alertedReport(inMinutes(60), { kind: 'escalation', rung: 2 })],
    ['closed', closedReport(inMinutes(60))],
  ])('a withdrawal that leaves the text changes no alert of a report that is %s', (_name, report) => {
    expect(requestWithdrawal(report, now).next).toEqual({ ...report, withdrawalRequestedAt: now.toISOString() })
  })
})
