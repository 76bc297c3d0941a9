import { describe, expect, test } from 'vitest'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import type { AlertKind } from '../../shared/domain/ladder.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markAdditionsRouted, markRouted } from '../../shared/domain/routing-changes.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  begun,
  closedReport,
  receivedReport,
  routedReport,
  standing,
  withdrawnReport,
} from '../kit/reports.ts'
import { desk, dueNow, inMinutes, now } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' } as const

describe('routing a received report', () => {
  const report = { ...receivedReport(dueNow), supplements: { p1: addition('unrouted'), p2: addition('unrouted') } }
  const decision = decideRoute(report.facts)
  const keys = { wrappedKey: Uint8Array.of(9), supplements: { p1: Uint8Array.of(8) }, shelves: [] }

  test('a received report that is routed has a desk, a grade, re-addressed keys and a first alert to send within a minute', () => {
    const { next } = markRouted(report, { decision, keys }, now)
    expect(next).toEqual({
      ...report,
      state: 'routed',
      wrappedKey: Uint8Array.of(9),
      supplements: {
        p1: { ...addition(desk), wrappedKey: Uint8Array.of(8), isUnread: true },
        p2: addition('unrouted'),
      },
      desk,
      grade: 'prompt',
      decision,
      alerting: { kind: 'new', rung: 1, since: 2 },
      dueAt: inMinutes(1),
    })
  })

  test('routing adds no supplements to a report that has none', () => {
    const { next } = markRouted(
      receivedReport(dueNow),
      { decision, keys: { wrappedKey: Uint8Array.of(9), supplements: {}, shelves: [] } },
      now,
    )
    expect('supplements' in next).toBe(false)
  })

  test('routing keeps a dueAt that is still to come, and replaces one that has passed', () => {
    const bare = { wrappedKey: Uint8Array.of(9), supplements: {}, shelves: [] }
    expect(markRouted(receivedReport(inMinutes(0.5)), { decision, keys: bare }, now).next.dueAt).toBe(inMinutes(0.5))
    expect(markRouted(receivedReport(inMinutes(-3)), { decision, keys: bare }, now).next.dueAt).toBe(inMinutes(1))
  })

  test('routing is logged with the desk, the grade, the rule and its version', () => {
    const { grade, reasons, ruleId, routingVersion } = decision
    expect(markRouted(report, { decision, keys }, now).entry).toEqual({
      at: dueNow,
      who: 'route-report',
      what: 'report.routed',
      facts: { desk, grade, reasons, ruleId, routingVersion, division: 'P' },
    })
  })
})

describe('an addition that reaches its desk', () => {
  const supplements = { p1: addition('unrouted') }
  const keys = { supplements: { p1: Uint8Array.of(8) }, shelves: [] }
  const actBy = inMinutes(10)

  test('an addition is re-addressed and logged by its id, and its desk is to be notified within a minute', () => {
    const before = { ...alertedReport(inMinutes(10), { ...sent, actBy }), supplements }
    const { next, entry } = markAdditionsRouted(before, keys, now)
    expect(next.supplements).toEqual({ p1: { ...addition(desk), wrappedKey: Uint8Array.of(8), isUnread: true } })
    expect('unreadSince' in next).toBe(false)
    expect(next.dueAt).toBe(inMinutes(1))
    const facts = { desk, supplements: ['p1'] }
    expect(entry).toEqual({ at: dueNow, who: 'route-report', what: 'addition.routed', facts })
  })

  test.each([
    ['is covered by an alert that is not sent yet', { kind: 'new', rung: 1 }, standing({ kind: 'new', rung: 1 })],
    ['keeps the deadline that the desk has', { ...sent, actBy }, standing({ kind: 'addition', rung: 1, actBy })],
    [
      'keeps an escalation an escalation',
      { ...sent, kind: 'escalation', rung: 3, actBy },
      standing({ kind: 'escalation', rung: 3, actBy }),
    ],
    ['is worded as an addition where no deadline was set', sent, standing({ kind: 'addition', rung: 1 })],
  ] as const)('an addition to a report that nobody acknowledged %s', (_rule, before, after) => {
    const { next } = markAdditionsRouted({ ...alertedReport(dueNow, before), supplements }, keys, now)
    expect(next.state).toBe('alerted')
    expect(next.alerting).toEqual(after)
  })

  test('an addition never puts off what is due sooner', () => {
    const before = { ...routedReport(inMinutes(0.1)), supplements }
    expect(markAdditionsRouted(before, keys, now).next.dueAt).toBe(inMinutes(0.1))
  })

  test('an addition to an acknowledged report is unread from then on, and starts a ladder of its own', () => {
    const before = { ...acknowledgedReport(dueNow, { ...sent, rung: 4, actBy }), supplements }
    const { next } = markAdditionsRouted(before, keys, now)
    expect(next).toMatchObject({ state: 'acknowledged', officer: 'officer-1', unreadSince: dueNow })
    expect(next.alerting).toEqual(begun({ kind: 'addition', rung: 1 }))
  })

  test.each([
    [
      'takes the place of a reminder that is not sent',
      { kind: 'reminder', rung: 5 },
      begun({ kind: 'addition', rung: 1 }),
    ],
    [
      'leaves pending a withdrawal that is not sent',
      { kind: 'withdrawal', rung: 2, actBy },
      begun({ kind: 'withdrawal', rung: 1 }),
    ],
    [
      'takes the place of a withdrawal that was sent',
      { ...sent, kind: 'withdrawal' },
      begun({ kind: 'addition', rung: 1 }),
    ],
  ] as const)('an addition to an acknowledged report %s', (_rule, before, after) => {
    expect(
      markAdditionsRouted({ ...acknowledgedReport(dueNow, before), supplements }, keys, now).next.alerting,
    ).toEqual(after)
  })

  test.each([
    [
      'notifies the desk again, at the rung and with the deadline of the first',
      { ...sent, kind: 'addition', rung: 3, actBy },
      standing({ kind: 'addition', rung: 3, actBy }),
    ],
    ['is covered by an alert that is not sent', { kind: 'addition', rung: 2 }, standing({ kind: 'addition', rung: 2 })],
  ] as const)('an addition that comes while an earlier one is unread %s', (_rule, before, after) => {
    const unreadSince = inMinutes(-30)
    const { next } = markAdditionsRouted({ ...acknowledgedReport(dueNow, before), unreadSince, supplements }, keys, now)
    expect(next).toMatchObject({ unreadSince })
    expect(next.alerting).toEqual(after)
  })

  test('an addition reopens a closed report', () => {
    const { next } = markAdditionsRouted({ ...closedReport(dueNow), supplements }, keys, now)
    expect(next).toMatchObject({ state: 'routed', desk, alerting: { kind: 'addition', rung: 1 }, dueAt: dueNow })
    expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['outcome']))
    expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['closedAt']))
  })
})

describe('an alert that a channel accepted', () => {
  const entryOf = (kind: AlertKind, rung: number) => ({
    at: dueNow,
    who: 'deliver',
    what: 'alert.sent',
    facts: { desk, kind, rung },
  })

  test('a routed report whose alert a channel accepted is alerted, and due when the desk must have acknowledged it', () => {
    const report = routedReport(dueNow)
    const alerting = standing({ kind: 'new', rung: 1, sentAt: dueNow, actBy: inMinutes(45) })
    expect(markAlerted(report, now)).toEqual({
      next: { ...report, state: 'alerted', alerting, dueAt: inMinutes(45) },
      entry: entryOf('new', 1),
    })
  })

  test('an escalated report whose alert a channel accepted stays alerted, and is due by its rung', () => {
    const { next, entry } = markAlerted(alertedReport(dueNow, { kind: 'escalation', rung: 3 }), now)
    expect(next).toMatchObject({ state: 'alerted', dueAt: inMinutes(15), alerting: { rung: 3, sentAt: dueNow } })
    expect(entry).toEqual(entryOf('escalation', 3))
  })

  test('an acknowledged report whose alert a channel accepted stays with its officer', () => {
    const { next } = markAlerted(acknowledgedReport(dueNow, { kind: 'reminder', rung: 2 }), now)
    expect(next).toMatchObject({ state: 'acknowledged', officer: 'officer-1', dueAt: inMinutes(60) })
  })

  test('an addition that waits for routing is due within a minute after an alert was accepted, and the deadline is as it was', () => {
    const report = { ...routedReport(inMinutes(9)), supplements: { p1: addition('unrouted') } }
    expect(markAlerted(report, now).next).toMatchObject({ dueAt: inMinutes(1), alerting: { actBy: inMinutes(45) } })
    const sooner = { ...report, dueAt: inMinutes(0.2) }
    expect(markAlerted(sooner, now).next).toMatchObject({ dueAt: inMinutes(0.2) })
  })

  test('a withdrawn report whose alert a channel accepted is never due again', () => {
    const { next } = markAlerted(withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow), now)
    expect(next).toMatchObject({ state: 'withdrawn', alerting: { kind: 'withdrawal', sentAt: dueNow } })
    expect('dueAt' in next).toBe(false)
  })
})
