import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { type AlertKind, pendingAlertOf } from '../../shared/domain/ladder.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isOwned } from '../../shared/domain/report-states.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  receivedReport,
  routedReport,
  unopenedReport,
} from '../kit/reports.ts'
import { desk, dueNow, now } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: dueNow } as const

const anyInstant = fc.date({ noInvalidDate: true, min: new Date('2026-01-01'), max: new Date('2030-01-01') })
const anyAlerting = fc
  .record({
    kind: fc.constantFrom<AlertKind>(
      'new',
      'escalation',
      'reminder',
      'addition',
      'withdrawal',
      'withdrawal-undone',
      'reroute',
    ),
    rung: fc.integer({ min: 1, max: 1000 }),
    sentAt: fc.option(anyInstant, { nil: undefined }),
    actBy: fc.option(anyInstant, { nil: undefined }),
  })
  .map(({ kind, rung, sentAt, actBy }) => ({
    kind,
    rung,
    ...(sentAt === undefined ? {} : { sentAt: sentAt.toISOString() }),
    ...(actBy === undefined ? {} : { actBy: actBy.toISOString() }),
  }))
const unreadReport: typeof acknowledgedReport = (dueAt, alerting) => ({
  ...acknowledgedReport(dueAt, alerting),
  unreadSince: '2026-11-24T12:30:00.000Z',
})
const anyOpenReport = fc
  .record({
    make: fc.constantFrom(
      receivedReport,
      routedReport,
      alertedReport,
      acknowledgedReport,
      unreadReport,
      unopenedReport,
    ),
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

  test('an open report that is due is sent to the routing queue or its own desk, unless its desk was notified and has time left', () => {
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

  test('watch-deadlines changes nothing of an open report but its alert, which goes up one rung for an escalation or a reminder', () => {
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

  test('an alert whose deadline has passed is always escalated or followed by a reminder', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          [alertedReport, 'report.escalated'] as const,
          [unreadReport, 'addition.escalated'] as const,
          [unopenedReport, 'report.escalated'] as const,
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
    ['opening', unopenedReport(dueNow, { kind: 'new', rung: 1 })],
    ['reading what was added', unreadReport(dueNow, { kind: 'addition', rung: 1 })],
    ['closing', acknowledgedReport(dueNow, { kind: 'reminder', rung: 1 })],
  ])('a thousand alerts without anybody %s are a thousand rungs', (_what, first) => {
    let report: Report = first
    for (let round = 1; round <= 1000; round += 1) {
      if (!isOwned(report)) throw new Error('the report lost its desk')
      expect(report.alerting.rung).toBe(round)
      const notified: Report = markAlerted(report, new Date(report.dueAt)).next
      const at: Date = new Date('dueAt' in notified ? (notified.dueAt ?? '') : '')
      const next: Report | undefined = decideDue(notified, at)?.change.next
      if (next === undefined) throw new Error('the ladder ended')
      report = next
    }
  })
})
