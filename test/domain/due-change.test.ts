import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideDue } from '../../shared/domain/due-change.ts'
import { type AlertKind, audiencesOfPending, pendingAlertOf } from '../../shared/domain/ladder.ts'
import { minutesAfter } from '../../shared/domain/policy.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isOwned } from '../../shared/domain/report-states.ts'
import { markAlerted } from '../../shared/domain/routing-changes.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  withdrawnReport,
} from '../kit/reports.ts'

const now = new Date('2026-11-24T13:00:00.000Z')
const dueNow = now.toISOString()
const inMinutes = (minutes: number) => minutesAfter(now, minutes)
const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: dueNow } as const
const watched = (at: Date, what: string, facts: object) => ({
  at: at.toISOString(),
  who: 'watch-deadlines',
  what,
  facts,
})
const desk = 'child-protection'

describe('an open report that is due', () => {
  test('and received goes to the routing queue again', () => {
    const report = receivedReport(dueNow)
    expect(decideDue(report, now)).toEqual({
      change: { next: { ...report, dueAt: inMinutes(1) }, entry: watched(now, 'routing.resent', {}) },
      sendTo: 'routing',
    })
  })

  test.each<[string, Report]>([
    ['routed', routedReport(dueNow)],
    ['escalated', alertedReport(dueNow, { kind: 'escalation', rung: 1 })],
    ['reminded of', acknowledgedReport(dueNow, { kind: 'reminder', rung: 1 })],
    ['withdrawn', withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow)],
    ['added to', { ...routedReport(dueNow), supplements: { p1: addition('unrouted') } }],
  ])('and %s, with its alert not sent, goes to its desk queue again at the same rung', (_state, report) => {
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, dueAt: inMinutes(1) },
        entry: watched(now, 'alert.resent', { desk, rung: 1 }),
      },
      sendTo: desk,
    })
  })

  test.each<[string, string | undefined]>([
    ['at its deadline', dueNow],
    ['where no deadline was stored', undefined],
  ])('and alerted, that nobody acknowledged %s, escalates by one rung', (_when, actBy) => {
    const { actBy: _actBy, ...rest } = sent
    const report = alertedReport(dueNow, actBy === undefined ? rest : { ...rest, actBy })
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: { kind: 'escalation', rung: 2 }, dueAt: inMinutes(1) },
        entry: watched(now, 'report.escalated', { desk, rung: 2 }),
      },
      sendTo: desk,
    })
  })

  test('and acknowledged, but not closed, is reminded of', () => {
    const report = acknowledgedReport(dueNow, { ...sent, rung: 4 })
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: { kind: 'reminder', rung: 5 }, dueAt: inMinutes(1) },
        entry: watched(now, 'officer.reminded', { desk, rung: 5 }),
      },
      sendTo: desk,
    })
  })

  test('and acknowledged, with an addition that nobody read, tells of the addition again and wider', () => {
    const report = { ...acknowledgedReport(dueNow, { ...sent, kind: 'addition' }), unreadSince: inMinutes(-45) }
    expect(decideDue(report, now)).toEqual({
      change: {
        next: { ...report, alerting: { kind: 'addition', rung: 2 }, dueAt: inMinutes(1) },
        entry: watched(now, 'addition.escalated', { desk, rung: 2 }),
      },
      sendTo: desk,
    })
  })

  const news = { kind: 'addition', rung: 3, actBy: dueNow } as const
  test.each([
    ['alerted', alertedReport(dueNow, news), 'escalation', 'report.escalated'],
    [
      'acknowledged',
      { ...acknowledgedReport(dueNow, news), unreadSince: inMinutes(-45) },
      'addition',
      'addition.escalated',
    ],
  ] as const)(
    'and %s, with news that was not sent by the deadline, climbs all the same',
    (_state, report, kind, what) => {
      const due = decideDue(report, now)
      expect(due?.change.entry).toEqual(watched(now, what, { desk, rung: 4 }))
      expect(due?.change.next).toMatchObject({ alerting: { kind, rung: 4 } })
      expect(audiencesOfPending(due?.change.next as typeof report)).toHaveLength(4)
      const early = decideDue(report, new Date(now.getTime() - 1))
      expect(early).toBeUndefined()
      const inTime = { ...report, alerting: { ...news, actBy: inMinutes(1) } }
      expect(decideDue(inTime, now)?.change.entry.what).toBe('alert.resent')
    },
  )

  test('and answered, with a withdrawal that was not sent in time, is told of it', () => {
    const report = acknowledgedReport(dueNow, { kind: 'withdrawal', rung: 2, actBy: dueNow })
    expect(decideDue(report, now)?.change.entry.what).toBe('alert.resent')
  })

  test('before its deadline, because of supplements that wait, goes to the routing queue again and keeps the deadline', () => {
    const alerting = { ...sent, actBy: inMinutes(20) }
    const report = { ...alertedReport(dueNow, alerting), supplements: { p1: addition('unrouted') } }
    expect(decideDue(report, now)).toEqual({
      change: { next: { ...report, dueAt: inMinutes(1) }, entry: watched(now, 'routing.resent', {}) },
      sendTo: 'routing',
    })
  })

  test('before its deadline, with every part routed meanwhile, is due at the deadline again', () => {
    const report = alertedReport(dueNow, { ...sent, actBy: inMinutes(20) })
    expect(decideDue(report, now)?.change.next).toEqual({ ...report, dueAt: inMinutes(20) })
  })
})

describe('a closed report that is due', () => {
  const later = new Date('2026-12-24T13:00:00.000Z')
  const closed = closedReport(later.toISOString())

  test('is erased: no key and no part is left, and nobody is told', () => {
    const due = decideDue({ ...closed, supplements: { p1: addition(desk) } }, later)
    expect(due?.sendTo).toBe('nobody')
    expect(due?.change.entry).toEqual(watched(later, 'report.erased', {}))
    expect(due?.change.next).toMatchObject({ state: 'erased', outcome: 'advice-given', desk })
    const left = Object.keys(due?.change.next ?? {})
    expect(left.filter((key) => ['wrappedKey', 'supplements', 'dueAt', 'heldBy'].includes(key))).toEqual([])
  })

  test('that had news in the last week is kept until a week after the news', () => {
    const report = { ...closed, supplements: { p1: addition(desk, '2026-12-20T13:00:00.000Z'), p2: addition(desk) } }
    const until = '2026-12-27T13:00:00.000Z'
    expect(decideDue(report, later)).toEqual({
      change: { next: { ...report, dueAt: until }, entry: watched(later, 'erasure.postponed', { until }) },
      sendTo: 'nobody',
    })
  })

  test('is never erased under a legal hold', () => {
    expect(decideDue({ ...closed, heldBy: 'officer-1' }, later)).toBeUndefined()
  })

  test('with a part that waits goes to the routing queue, under a hold too', () => {
    const report = { ...closed, heldBy: 'officer-1', supplements: { p1: addition('unrouted') } }
    expect(decideDue(report, later)).toMatchObject({ sendTo: 'routing', change: { next: { state: 'closed' } } })
  })
})

describe('nothing is done', () => {
  const { dueAt: _dueAt, ...closedForGood } = closedReport(dueNow)
  test.each<[string, Report]>([
    ['withdrawn and told', withdrawnReport(sent)],
    ['erased', erasedReport],
    ['closed without a due time', closedForGood],
  ])('for a report that is %s', (_state, report) => {
    expect(decideDue(report, new Date('2040-01-01'))).toBeUndefined()
  })
})

const anyInstant = fc.date({ noInvalidDate: true, min: new Date('2026-01-01'), max: new Date('2030-01-01') })
const anyAlerting = fc
  .record({
    kind: fc.constantFrom<AlertKind>('new', 'escalation', 'reminder', 'addition', 'withdrawal', 'reroute'),
    rung: fc.integer({ min: 1, max: 1000 }),
    sentAt: fc.option(anyInstant, { nil: undefined }),
    actBy: fc.option(anyInstant, { nil: undefined }),
  })
  .map(({ kind, rung, sentAt, actBy }) => ({
    ...{ kind, rung },
    ...(sentAt === undefined ? {} : { sentAt: sentAt.toISOString() }),
    ...(actBy === undefined ? {} : { actBy: actBy.toISOString() }),
  }))
const unreadReport: typeof acknowledgedReport = (dueAt, alerting) => ({
  ...acknowledgedReport(dueAt, alerting),
  unreadSince: '2026-11-24T12:30:00.000Z',
})
const anyOpenReport = fc
  .record({
    make: fc.constantFrom(receivedReport, routedReport, alertedReport, acknowledgedReport, unreadReport),
    dueAt: anyInstant,
    alerting: anyAlerting,
    supplements: fc.constantFrom(
      {},
      { supplements: { p1: addition('unrouted') } },
      { supplements: { p1: addition(desk) } },
    ),
  })
  .map(({ make, dueAt, alerting, supplements }) => ({ ...make(dueAt.toISOString(), alerting), ...supplements }))

describe('the laws of due reports', () => {
  test('an open report that is due always gets a change, and is due again later than now', () => {
    fc.assert(
      fc.property(anyOpenReport, fc.nat({ max: 10 ** 10 }), (report, lateMs) => {
        const at = new Date(Date.parse(report.dueAt) + lateMs)
        const next = decideDue(report, at)?.change.next
        const dueAgainAt = next !== undefined && 'dueAt' in next ? next.dueAt : undefined
        expect(Date.parse(dueAgainAt ?? '')).toBeGreaterThan(at.getTime())
      }),
      { numRuns: 500 },
    )
  })

  test('nothing is done before it is due', () => {
    fc.assert(
      fc.property(anyOpenReport, fc.integer({ min: 1, max: 10 ** 9 }), (report, earlyMs) => {
        expect(decideDue(report, new Date(Date.parse(report.dueAt) - earlyMs))).toBeUndefined()
      }),
    )
  })

  test('somebody always hears of it, unless its desk was told and has time left: the routing queue before it has a desk, and its own desk or the routing queue after', () => {
    fc.assert(
      fc.property(anyOpenReport, (report) => {
        const due = decideDue(report, new Date(report.dueAt))
        const sendTo = due?.sendTo
        if (sendTo === 'nobody') {
          expect(isOwned(report) && report.alerting.sentAt).toBeTruthy()
          const next = due?.change.next
          expect(isOwned(report) && report.alerting.actBy).toBe(next !== undefined && isOwned(next) && next.dueAt)
          return
        }
        expect(report.state === 'received' ? ['routing'] : ['routing', desk]).toContain(sendTo)
      }),
    )
  })

  test('no change of watch-deadlines changes state, desk, grade, key, supplements or what is unread; an escalation or a reminder is one rung on, all else none', () => {
    fc.assert(
      fc.property(anyOpenReport, (report) => {
        const due = decideDue(report, new Date(report.dueAt))
        expect(due?.change.next).toMatchObject({ state: report.state, wrappedKey: report.wrappedKey })
        const next = due?.change.next
        if (next === undefined || !isOwned(report) || !isOwned(next)) return
        const kept = ({ desk, grade, supplements, ...rest }: typeof report) => {
          return { desk, grade, supplements, unreadSince: 'unreadSince' in rest ? rest.unreadSince : undefined }
        }
        expect(kept(next)).toEqual(kept(report))
        const isOneOn = ['report.escalated', 'addition.escalated', 'officer.reminded'].includes(
          due?.change.entry.what ?? '',
        )
        expect(next.alerting.rung).toBe(report.alerting.rung + (isOneOn ? 1 : 0))
        if (isOneOn) expect(pendingAlertOf(next)).toBe(next)
      }),
      { numRuns: 500 },
    )
  })

  test('an alert whose deadline has passed is always escalated or reminded of', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          [alertedReport, 'report.escalated'] as const,
          [unreadReport, 'addition.escalated'] as const,
          [acknowledgedReport, 'officer.reminded'] as const,
        ),
        anyAlerting,
        ([make, what], { kind, rung }) => {
          expect(decideDue(make(dueNow, { ...sent, kind, rung }), now)?.change.entry.what).toBe(what)
        },
      ),
    )
  })

  test.each([
    ['acknowledging', routedReport(dueNow)],
    ['reading what was added', unreadReport(dueNow, { kind: 'addition', rung: 1 })],
    ['closing', acknowledgedReport(dueNow, { kind: 'reminder', rung: 1 })],
  ])('nobody %s is never the end: a thousand rounds of alert and silence are a thousand rungs', (_what, first) => {
    let report: Report = first
    for (let round = 1; round <= 1000; round += 1) {
      if (!isOwned(report)) throw new Error('the report lost its desk')
      expect(report.alerting.rung).toBe(round)
      const told: Report = markAlerted(report, new Date(report.dueAt)).next
      const at: Date = new Date('dueAt' in told ? (told.dueAt ?? '') : '')
      const next: Report | undefined = decideDue(told, at)?.change.next
      if (next === undefined) throw new Error('the ladder ended')
      report = next
    }
  })
})
