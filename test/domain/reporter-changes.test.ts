import { describe, expect, test } from 'vitest'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import type { AddableReport } from '../../shared/domain/report-states.ts'
import { addAddition, requestWithdrawal, undoWithdrawal } from '../../shared/domain/reporter-changes.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  begun,
  closedReport,
  receivedReport,
  routedReport,
  standing,
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
  const threeDays = inMinutes(72 * 60)
  const asked = { requestedAt: now.toISOString(), dueAt: threeDays }

  test.each(addable)('a withdrawal of a report that is %s erases nothing, and is due in 72 hours', (_name, report) => {
    const { next, entry, erases } = requestWithdrawal(report, now)
    expect(erases).toBeUndefined()
    expect(next).toMatchObject({ state: report.state, wrappedKey: report.wrappedKey, withdrawal: asked })
    expect(entry).toEqual({ at: now.toISOString(), who: 'reporter', what: 'withdrawal.requested', facts: {} })
  })

  test.each([
    ['alerted', alertedReport(inMinutes(60), sent), standing({ kind: 'withdrawal', rung: 2, actBy: inMinutes(20) })],
    [
      'alerted, with an escalation to send',
      alertedReport(inMinutes(60), { kind: 'escalation', rung: 3 }),
      standing({ kind: 'withdrawal', rung: 3 }),
    ],
    [
      'alerted, with an addition to send',
      alertedReport(inMinutes(60), { kind: 'addition', rung: 1, actBy: inMinutes(5) }),
      standing({ kind: 'withdrawal', rung: 1, actBy: inMinutes(5) }),
    ],
    [
      'acknowledged',
      acknowledgedReport(inMinutes(60), sent),
      begun({ kind: 'withdrawal', rung: 2, actBy: inMinutes(20) }),
    ],
    [
      'acknowledged, with a reminder to send',
      acknowledgedReport(inMinutes(60), { kind: 'reminder', rung: 3 }),
      begun({ kind: 'withdrawal', rung: 3 }),
    ],
    ['closed', closedReport(inMinutes(60)), begun({ kind: 'withdrawal', rung: 1 })],
    [
      'closed, with a closing to send',
      { ...closedReport(inMinutes(60)), alerting: { kind: 'closing', rung: 1, since: 1 } as const },
      begun({ kind: 'withdrawal', rung: 1, also: 'desk-supervisor' }),
    ],
    [
      'handed over twice, with a reminder to decide to send',
      alertedReport(inMinutes(60), { kind: 'withdrawal', rung: 1, also: 'duty-control' }),
      standing({ kind: 'withdrawal', rung: 1, also: 'duty-control' }),
    ],
    [
      'alerted, with digests of an escalation on their way',
      alertedReport(inMinutes(60), { kind: 'escalation', rung: 2, digestIds: ['digest-1'] }),
      standing({ kind: 'escalation', rung: 2, digestIds: ['digest-1'] }),
    ],
    [
      'alerted, where an audience could not be reached',
      alertedReport(inMinutes(60), { ...sent, failedAt: inMinutes(-1) }),
      standing({ kind: 'withdrawal', rung: 2, actBy: inMinutes(20), failedAt: inMinutes(-1) }),
    ],
  ] as const)(
    'a withdrawal notifies the desk of a report that is %s, and keeps the deadline',
    (_name, report, alerting) => {
      const { next } = requestWithdrawal(report, now)
      expect(next).toMatchObject({ dueAt: inMinutes(1) })
      expect('alerting' in next && next.alerting).toEqual(alerting)
    },
  )

  test('a desk that was never notified of a report is notified of the report, not of its withdrawal', () => {
    const report = routedReport(inMinutes(0.5))
    const { next } = requestWithdrawal(report, now)
    expect(next).toEqual({ ...report, withdrawal: asked })
  })

  test('a withdrawal of a report that no desk has yet notifies nobody', () => {
    expect(requestWithdrawal(receivedReport(inMinutes(60)), now).next).toEqual({
      ...receivedReport(inMinutes(60)),
      withdrawal: asked,
    })
  })

  test.each(addable)(
    'undoing the withdrawal of a report that is %s leaves nothing of it, and its text',
    (_name, report) => {
      const { next, entry } = undoWithdrawal({ ...report, withdrawal: asked }, now)
      expect('withdrawal' in next).toBe(false)
      expect(next).toMatchObject({ state: report.state, wrappedKey: report.wrappedKey })
      expect(entry.what).toBe('withdrawal.undone')
    },
  )

  test('the desk is notified that a withdrawal was undone, and a closed report is erased when it was to be', () => {
    const alerted = undoWithdrawal({ ...alertedReport(inMinutes(60), sent), withdrawal: asked }, now).next
    expect(alerted).toMatchObject({ alerting: { kind: 'withdrawal-undone', rung: 2 }, dueAt: inMinutes(1) })
    const closed = undoWithdrawal({ ...closedReport(threeDays), withdrawal: asked }, now).next
    if (closed.state !== 'closed') throw new Error('undoing changed the state')
    expect(closed).toMatchObject({ alerting: { kind: 'withdrawal-undone' }, dueAt: inMinutes(1) })
    expect(markAlerted(closed, now).next.dueAt).toBe(closedReport(threeDays).eraseAt)
  })
})
