import { describe, expect, test } from 'vitest'
import { redriveAt } from '../../shared/domain/due-times.ts'
import { type AlertKind, actByOf, audiencesOfPending, pendingAlertOf } from '../../shared/domain/ladder.ts'
import { minutesAfter } from '../../shared/domain/policy.ts'
import type { Report } from '../../shared/domain/report.ts'
import { hasUnroutedSupplements, isOwned } from '../../shared/domain/report-states.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { markAdditionsRouted, markAlerted, markRouted } from '../../shared/domain/routing-changes.ts'
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
const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' } as const
const desk = 'child-protection'

describe('routing a received report', () => {
  const report = { ...receivedReport(dueNow), supplements: { p1: addition('unrouted'), p2: addition('unrouted') } }
  const decision = decideRoute(report.facts)
  const keys = { wrappedKey: Uint8Array.of(9), supplements: { p1: Uint8Array.of(8) } }

  test('gives it a desk, a grade, re-addressed keys and a first alert to send within a minute', () => {
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
      alerting: { kind: 'new', rung: 1 },
      dueAt: inMinutes(1),
    })
  })

  test('leaves a report without supplements without supplements', () => {
    const { next } = markRouted(
      receivedReport(dueNow),
      { decision, keys: { wrappedKey: Uint8Array.of(9), supplements: {} } },
      now,
    )
    expect('supplements' in next).toBe(false)
  })

  test('keeps a dueAt that is still to come, and replaces one that has passed', () => {
    const bare = { wrappedKey: Uint8Array.of(9), supplements: {} }
    expect(markRouted(receivedReport(inMinutes(0.5)), { decision, keys: bare }, now).next.dueAt).toBe(inMinutes(0.5))
    expect(markRouted(receivedReport(inMinutes(-3)), { decision, keys: bare }, now).next.dueAt).toBe(inMinutes(1))
  })

  test('logs the decision with its rule and version', () => {
    const { grade, reasons, ruleId, routingVersion } = decision
    expect(markRouted(report, { decision, keys }, now).entry).toEqual({
      at: dueNow,
      who: 'route-report',
      what: 'report.routed',
      facts: { desk, grade, reasons, ruleId, routingVersion, division: 'P' },
    })
  })
})

test('what was just asked for is asked for again in a minute', () => {
  expect(redriveAt(now)).toBe(inMinutes(1))
})

describe('what a report waits for', () => {
  test.each<[string, Report, boolean]>([
    ['received', receivedReport(dueNow), false],
    ['routed', routedReport(dueNow), true],
    ['alerted', alertedReport(dueNow, sent), true],
    ['acknowledged', acknowledgedReport(dueNow, sent), true],
    ['closed', closedReport(dueNow), false],
    ['erased', erasedReport, false],
    ['withdrawn', withdrawnReport(sent), false],
  ])('a desk owns a report that is %s: %s', (_state, report, owned) => {
    expect(isOwned(report)).toBe(owned)
  })

  const unsent = { kind: 'escalation', rung: 2 } as const
  test.each<[string, Report, boolean]>([
    ['received', receivedReport(dueNow), false],
    ['routed and not told of', routedReport(dueNow), true],
    ['alerted, its next alert not sent', alertedReport(dueNow, unsent), true],
    ['alerted', alertedReport(dueNow, sent), false],
    ['acknowledged, its reminder not sent', acknowledgedReport(dueNow, unsent), true],
    ['withdrawn and not told of', withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow), true],
    ['withdrawn', withdrawnReport(sent), false],
    ['erased, whatever its alert was', erasedReport, false],
  ])('a desk waits to be told of a report that is %s: %s', (_state, report, waits) => {
    expect(pendingAlertOf(report)).toBe(waits ? report : undefined)
  })

  test('supplements wait for routing until each has a desk', () => {
    const report = alertedReport(dueNow, sent)
    expect(hasUnroutedSupplements(report)).toBe(false)
    expect(hasUnroutedSupplements({ ...report, supplements: {} })).toBe(false)
    expect(hasUnroutedSupplements({ ...report, supplements: { p1: addition(desk) } })).toBe(false)
    expect(hasUnroutedSupplements({ ...report, supplements: { p1: addition(desk), p2: addition('unrouted') } })).toBe(
      true,
    )
    expect(hasUnroutedSupplements(erasedReport)).toBe(false)
  })
})

describe('news from the reporter', () => {
  const supplements = { p1: addition('unrouted') }
  const keys = { p1: Uint8Array.of(8) }
  const actBy = inMinutes(10)

  test('is re-addressed, logged by the ids of its supplements, and told within a minute', () => {
    const before = { ...alertedReport(inMinutes(10), { ...sent, actBy }), supplements }
    const { next, entry } = markAdditionsRouted(before, keys, now)
    expect(next.supplements).toEqual({ p1: { ...addition(desk), wrappedKey: Uint8Array.of(8), isUnread: true } })
    expect('unreadSince' in next).toBe(false)
    expect(next.dueAt).toBe(inMinutes(1))
    const facts = { desk, supplements: ['p1'] }
    expect(entry).toEqual({ at: dueNow, who: 'route-report', what: 'addition.routed', facts })
  })

  test.each([
    ['is covered by an alert that is not sent yet', { kind: 'new', rung: 1 }, { kind: 'new', rung: 1 }],
    ['keeps the deadline that the desk has', { ...sent, actBy }, { kind: 'addition', rung: 1, actBy }],
    [
      'keeps an escalation an escalation',
      { ...sent, kind: 'escalation', rung: 3, actBy },
      { kind: 'escalation', rung: 3, actBy },
    ],
    ['is worded as an addition where no deadline was set', sent, { kind: 'addition', rung: 1 }],
  ] as const)('%s', (_rule, before, after) => {
    expect(markAdditionsRouted({ ...alertedReport(dueNow, before), supplements }, keys, now).next).toMatchObject({
      state: 'alerted',
    })
    expect(markAdditionsRouted({ ...alertedReport(dueNow, before), supplements }, keys, now).next.alerting).toEqual(
      after,
    )
  })

  test('never puts off what is due sooner', () => {
    const before = { ...routedReport(inMinutes(0.1)), supplements }
    expect(markAdditionsRouted(before, keys, now).next.dueAt).toBe(inMinutes(0.1))
  })

  test('of an acknowledged report is unread from then on, and starts a ladder of its own', () => {
    const before = { ...acknowledgedReport(dueNow, { ...sent, rung: 4, actBy }), supplements }
    const { next } = markAdditionsRouted(before, keys, now)
    expect(next).toMatchObject({ state: 'acknowledged', officer: 'officer-1', unreadSince: dueNow })
    expect(next.alerting).toEqual({ kind: 'addition', rung: 1 })
  })

  test.each([
    ['a reminder that is not sent gives way to it', { kind: 'reminder', rung: 5 }, { kind: 'addition', rung: 1 }],
    [
      'a withdrawal that is not sent is still told',
      { kind: 'withdrawal', rung: 2, actBy },
      { kind: 'withdrawal', rung: 1 },
    ],
    ['a withdrawal that was sent is over', { ...sent, kind: 'withdrawal' }, { kind: 'addition', rung: 1 }],
  ] as const)('of an acknowledged report: %s', (_rule, before, after) => {
    expect(
      markAdditionsRouted({ ...acknowledgedReport(dueNow, before), supplements }, keys, now).next.alerting,
    ).toEqual(after)
  })

  test.each([
    [
      'is told again, at the rung and with the deadline that the first has',
      { ...sent, kind: 'addition', rung: 3, actBy },
      { kind: 'addition', rung: 3, actBy },
    ],
    ['is covered by an alert that is not sent', { kind: 'addition', rung: 2 }, { kind: 'addition', rung: 2 }],
  ] as const)('while earlier news is unread %s', (_rule, before, after) => {
    const unreadSince = inMinutes(-30)
    const { next } = markAdditionsRouted({ ...acknowledgedReport(dueNow, before), unreadSince, supplements }, keys, now)
    expect(next).toMatchObject({ unreadSince })
    expect(next.alerting).toEqual(after)
  })

  test('opens a closed report again', () => {
    const { next } = markAdditionsRouted({ ...closedReport(dueNow), supplements }, keys, now)
    expect(next).toMatchObject({ state: 'routed', desk, alerting: { kind: 'addition', rung: 1 }, dueAt: dueNow })
    expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['outcome']))
    expect(Object.keys(next)).not.toEqual(expect.arrayContaining(['closedAt']))
  })
})

describe('the time to act on an alert', () => {
  test.each([
    ['immediate', 1, 5],
    ['prompt', 1, 45],
    ['standard', 1, 480],
    ['standard', 2, 5],
    ['immediate', 3, 15],
    ['prompt', 9, 60],
  ] as const)('%s, rung %d, is %d minutes from now', (grade, rung, minutes) => {
    const alerted = alertedReport(dueNow, { kind: 'escalation', rung })
    expect(actByOf({ ...alerted, grade }, now)).toBe(inMinutes(minutes))
  })

  test('is what it was when news comes meanwhile', () => {
    expect(actByOf(alertedReport(dueNow, { kind: 'addition', rung: 1, actBy: inMinutes(3) }), now)).toBe(inMinutes(3))
  })

  test('is never later than it was', () => {
    expect(actByOf(acknowledgedReport(dueNow, { kind: 'reminder', rung: 2, actBy: dueNow }), now)).toBe(dueNow)
    expect(actByOf(acknowledgedReport(dueNow, { kind: 'reminder', rung: 2, actBy: inMinutes(90) }), now)).toBe(
      inMinutes(60),
    )
  })

  test.each([
    ['unread news, first', { kind: 'addition', rung: 1 }, { unreadSince: dueNow }, 45],
    ['unread news, second', { kind: 'addition', rung: 2 }, { unreadSince: dueNow }, 5],
    ['unread news, told by a withdrawal', { kind: 'withdrawal', rung: 1 }, { unreadSince: dueNow }, 45],
    ['a reminder', { kind: 'reminder', rung: 2 }, {}, 60],
    ['a withdrawal', { kind: 'withdrawal', rung: 2 }, {}, 60],
  ] as const)('of an acknowledged report with %s', (_what, alerting, unread, minutes) => {
    expect(actByOf({ ...acknowledgedReport(dueNow, alerting), ...unread }, now)).toBe(inMinutes(minutes))
  })
})

describe('whom a pending alert reaches', () => {
  const unread = { unreadSince: dueNow }
  test.each([
    ['nobody acknowledged', alertedReport(dueNow, { kind: 'escalation', rung: 4 }), 4],
    ['acknowledged, whatever rung it had climbed to', acknowledgedReport(dueNow, { kind: 'reminder', rung: 9 }), 1],
    ['acknowledged, with a withdrawal', acknowledgedReport(dueNow, { kind: 'withdrawal', rung: 4 }), 1],
    ['acknowledged, with unread news', { ...acknowledgedReport(dueNow, { kind: 'addition', rung: 3 }), ...unread }, 3],
    ['withdrawn', withdrawnReport({ kind: 'withdrawal', rung: 4 }, dueNow), 1],
    ['told of to everyone, with news since', alertedReport(dueNow, { kind: 'addition', rung: 4, actBy: dueNow }), 1],
  ])('of a report that is %s', (_state, report, audiences) => {
    const told = audiencesOfPending(report)
    expect(told).toHaveLength(audiences)
    expect(told[0]).toEqual({ desk, recipients: 'duty' })
  })
})

describe('an alert that SNS took', () => {
  const entryOf = (kind: AlertKind, rung: number) => ({
    at: dueNow,
    who: 'notify-team',
    what: 'alert.sent',
    facts: { desk, kind, rung },
  })

  test('makes a routed report alerted, due when the desk must have acknowledged it', () => {
    const report = routedReport(dueNow)
    const alerting = { kind: 'new', rung: 1, sentAt: dueNow, actBy: inMinutes(45) }
    expect(markAlerted(report, now)).toEqual({
      next: { ...report, state: 'alerted', alerting, dueAt: inMinutes(45) },
      entry: entryOf('new', 1),
    })
  })

  test('leaves an escalated report alerted, due by its rung', () => {
    const { next, entry } = markAlerted(alertedReport(dueNow, { kind: 'escalation', rung: 3 }), now)
    expect(next).toMatchObject({ state: 'alerted', dueAt: inMinutes(15), alerting: { rung: 3, sentAt: dueNow } })
    expect(entry).toEqual(entryOf('escalation', 3))
  })

  test('leaves an acknowledged report with its officer', () => {
    const { next } = markAlerted(acknowledgedReport(dueNow, { kind: 'reminder', rung: 2 }), now)
    expect(next).toMatchObject({ state: 'acknowledged', officer: 'officer-1', dueAt: inMinutes(60) })
  })

  test('leaves supplements that still wait for routing due in a minute, and the deadline as it is', () => {
    const report = { ...routedReport(inMinutes(9)), supplements: { p1: addition('unrouted') } }
    expect(markAlerted(report, now).next).toMatchObject({ dueAt: inMinutes(1), alerting: { actBy: inMinutes(45) } })
    const sooner = { ...report, dueAt: inMinutes(0.2) }
    expect(markAlerted(sooner, now).next).toMatchObject({ dueAt: inMinutes(0.2) })
  })

  test('ends what was due for a withdrawn report', () => {
    const { next } = markAlerted(withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow), now)
    expect(next).toMatchObject({ state: 'withdrawn', alerting: { kind: 'withdrawal', sentAt: dueNow } })
    expect('dueAt' in next).toBe(false)
  })
})
