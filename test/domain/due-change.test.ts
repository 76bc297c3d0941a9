import { describe, expect, test } from 'vitest'
import { decideDue } from '../../shared/domain/due-change.ts'
import { audiencesOfPending } from '../../shared/domain/ladder.ts'
import type { Report } from '../../shared/domain/report.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  begun,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  unopenedReport,
  withdrawnReport,
} from '../kit/reports.ts'
import { desk, dueNow, inMinutes, now } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: dueNow } as const
const watched = (at: Date, what: string, facts: object) => ({
  at: at.toISOString(),
  who: 'watch-deadlines',
  what,
  facts,
})

describe('an open report that is due', () => {
  test('a received report that is due goes to the routing queue again', () => {
    const report = receivedReport(dueNow)
    expect(decideDue(report, now)).toEqual({
      change: { next: { ...report, dueAt: inMinutes(1) }, entry: watched(now, 'routing.resent', {}) },
      sendTo: 'routing',
    })
  })

  test.each<[string, Report]>([
    ['routed', routedReport(dueNow)],
    ['escalated', alertedReport(dueNow, { kind: 'escalation', rung: 1 })],
    ['acknowledged, with a reminder', acknowledgedReport(dueNow, { kind: 'reminder', rung: 1 })],
    ['withdrawn', withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow)],
    ['added to', { ...routedReport(dueNow), supplements: { p1: addition('unrouted') } }],
  ])(
    'a report that was %s, whose alert was not sent, goes to the queue of its desk again at the same rung',
    (_state, report) => {
      expect(decideDue(report, now)).toEqual({
        change: {
          next: { ...report, dueAt: inMinutes(1) },
          entry: watched(now, 'alert.resent', { desk, rung: 1 }),
        },
        sendTo: desk,
      })
    },
  )

  test.each<[string, string | undefined]>([
    ['by its deadline', dueNow],
    ['by its due time, where no deadline was stored,', undefined],
  ])('an alerted report that nobody acknowledged %s goes up by one rung', (_when, actBy) => {
    const { actBy: _actBy, ...rest } = sent
    const report = alertedReport(dueNow, actBy === undefined ? rest : { ...rest, actBy })
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: begun({ kind: 'escalation', rung: 2 }), dueAt: inMinutes(1) },
        entry: watched(now, 'report.escalated', { desk, rung: 2 }),
      },
      sendTo: desk,
    })
  })

  test('an acknowledged report that is not closed gets a reminder', () => {
    const report = acknowledgedReport(dueNow, { ...sent, rung: 4 })
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: begun({ kind: 'reminder', rung: 5 }), dueAt: inMinutes(1) },
        entry: watched(now, 'officer.reminded', { desk, rung: 5 }),
      },
      sendTo: desk,
    })
  })

  test('an acknowledged report that its officer did not open in time goes up by one rung, to a wider audience', () => {
    const report = unopenedReport(dueNow, { ...sent, rung: 1 })
    const due = decideDue(report, now)
    expect(due).toEqual({
      change: {
        next: { ...report, alerting: begun({ kind: 'escalation', rung: 2 }), dueAt: inMinutes(1) },
        entry: watched(now, 'report.escalated', { desk, rung: 2 }),
      },
      sendTo: desk,
    })
    expect(audiencesOfPending(due?.change.next as typeof report)).toHaveLength(2)
  })

  test('an acknowledged report with an addition that nobody read goes up by one rung', () => {
    const report = { ...acknowledgedReport(dueNow, { ...sent, kind: 'addition' }), unreadSince: inMinutes(-45) }
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: begun({ kind: 'addition', rung: 2 }), dueAt: inMinutes(1) },
        entry: watched(now, 'addition.escalated', { desk, rung: 2 }),
      },
      sendTo: desk,
    })
  })

  const unsent = { kind: 'addition', rung: 3, actBy: dueNow } as const
  test.each([
    ['alerted', alertedReport(dueNow, unsent), 'escalation', 'report.escalated'],
    [
      'acknowledged',
      { ...acknowledgedReport(dueNow, unsent), unreadSince: inMinutes(-45) },
      'addition',
      'addition.escalated',
    ],
  ] as const)(
    'an %s report whose addition was not sent by the deadline goes up by one rung all the same',
    (_state, report, kind, what) => {
      const due = decideDue(report, now)
      expect(due?.change.entry).toEqual(watched(now, what, { desk, rung: 4 }))
      expect(due?.change.next).toMatchObject({ alerting: { kind, rung: 4 } })
      expect(audiencesOfPending(due?.change.next as typeof report)).toHaveLength(4)
      const early = decideDue(report, new Date(now.getTime() - 1))
      expect(early).toBeUndefined()
      const inTime = { ...report, alerting: { ...report.alerting, actBy: inMinutes(1) } }
      expect(decideDue(inTime, now)?.change.entry.what).toBe('alert.resent')
    },
  )

  test('a withdrawal of an acknowledged report that was not sent in time is sent again', () => {
    const report = acknowledgedReport(dueNow, { kind: 'withdrawal', rung: 2, actBy: dueNow })
    expect(decideDue(report, now)?.change.entry.what).toBe('alert.resent')
  })

  test('a report with an addition that waits goes to the routing queue again before its deadline, and keeps the deadline', () => {
    const alerting = { ...sent, actBy: inMinutes(20) }
    const report = { ...alertedReport(dueNow, alerting), supplements: { p1: addition('unrouted') } }
    expect(decideDue(report, now)).toEqual({
      change: { next: { ...report, dueAt: inMinutes(1) }, entry: watched(now, 'routing.resent', {}) },
      sendTo: 'routing',
    })
  })

  test('a report whose additions were all routed meanwhile is due at its deadline again', () => {
    const report = alertedReport(dueNow, { ...sent, actBy: inMinutes(20) })
    expect(decideDue(report, now)?.change.next).toEqual({ ...report, dueAt: inMinutes(20) })
  })
})

describe('a closed report that is due', () => {
  const later = new Date('2026-12-24T13:00:00.000Z')
  const closed = closedReport(later.toISOString())

  test('a closed report is erased at its erase date: no key and no supplement is left, and nobody is notified', () => {
    const due = decideDue({ ...closed, supplements: { p1: addition(desk) } }, later)
    expect(due?.sendTo).toBe('nobody')
    expect(due?.change.entry).toEqual(watched(later, 'report.erased', {}))
    expect(due?.change.next).toMatchObject({ state: 'erased', outcome: 'advice-given', desk })
    const left = Object.keys(due?.change.next ?? {})
    expect(left.filter((key) => ['wrappedKey', 'supplements', 'dueAt', 'heldBy'].includes(key))).toEqual([])
  })

  test('a closed report is erased at its erase date though an officer opened it or wrote a note the day before', () => {
    const note = { ...addition(desk, '2026-12-23T13:00:00.000Z'), kind: 'note' as const, officer: 'officer-1' }
    expect(decideDue({ ...closed, supplements: { n1: note } }, later)?.change.next.state).toBe('erased')
  })

  test('a closed report is never erased before its erase date, whenever it is due', () => {
    const early = new Date('2026-12-24T12:59:59.999Z')
    expect(decideDue({ ...closed, dueAt: dueNow }, early)).toBeUndefined()
  })

  test('a closed report is never erased under a legal hold', () => {
    expect(decideDue({ ...closed, heldBy: 'officer-1' }, later)).toBeUndefined()
  })

  test('a closed report with an addition that waits goes to the routing queue, under a legal hold too', () => {
    const report = { ...closed, heldBy: 'officer-1', supplements: { p1: addition('unrouted') } }
    expect(decideDue(report, later)).toMatchObject({ sendTo: 'routing', change: { next: { state: 'closed' } } })
  })
})

describe('a report that is done', () => {
  const { dueAt: _dueAt, ...closedForGood } = closedReport(dueNow)
  test.each<[string, Report]>([
    ['withdrawn, and its desk notified,', withdrawnReport(sent)],
    ['erased', erasedReport],
    ['closed without a due time', closedForGood],
  ])('a report that is %s is never due', (_state, report) => {
    expect(decideDue(report, new Date('2040-01-01'))).toBeUndefined()
  })
})
