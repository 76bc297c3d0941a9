import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Audience,
  actByOf,
  audiencesOf,
  audiencesOfPending,
  minutesToAnswer,
  pendingAlertOf,
  wordedBy,
} from '../../shared/domain/ladder.ts'
import type { Report } from '../../shared/domain/report.ts'
import {
  acknowledgedReport,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  unopenedReport,
  withdrawal,
  withdrawnReport,
} from '../kit/reports.ts'
import { anyDesk, anyGrade } from './arbitraries.ts'
import { desk, dueNow, inMinutes, now } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' } as const

const wordOf = ({ desk, recipients }: Audience) => `${desk} ${recipients}`

describe('whom an alert reaches', () => {
  test.each([
    [1, ['division-p duty']],
    [2, ['division-p duty', 'duty-control duty']],
    [3, ['division-p duty', 'duty-control duty', 'division-p supervisor']],
    [4, ['division-p duty', 'duty-control duty', 'division-p supervisor', 'duty-control supervisor']],
    [50, ['division-p duty', 'duty-control duty', 'division-p supervisor', 'duty-control supervisor']],
  ])('an alert of rung %d reaches %j', (rung, expected) => {
    expect(audiencesOf('division-p', rung).map(wordOf)).toEqual(expected)
  })

  test.each([
    [1, ['duty-control duty']],
    [2, ['duty-control duty']],
    [3, ['duty-control duty', 'duty-control supervisor']],
    [4, ['duty-control duty', 'duty-control supervisor']],
  ])('an alert of rung %d of a report that duty control owns reaches %j', (rung, expected) => {
    expect(audiencesOf('duty-control', rung).map(wordOf)).toEqual(expected)
  })

  test('each rung reaches everyone whom the previous rung reached, nobody twice, and always the desk that owns the report', () => {
    fc.assert(
      fc.property(anyDesk, fc.integer({ min: 1, max: 500 }), (desk, rung) => {
        const now = audiencesOf(desk, rung).map(wordOf)
        const next = audiencesOf(desk, rung + 1).map(wordOf)
        expect(next).toEqual(expect.arrayContaining(now))
        expect(new Set(next).size).toBe(next.length)
        expect(now[0]).toBe(`${desk} duty`)
      }),
    )
  })
})

describe('the minutes to answer an alert', () => {
  test.each([
    ['immediate', 1, 5],
    ['prompt', 1, 45],
    ['standard', 1, 480],
    ['immediate', 0, 5],
    ['immediate', 2, 5],
    ['immediate', 3, 15],
    ['prompt', 2, 5],
    ['standard', 4, 60],
    ['standard', 5, 60],
    ['prompt', 1000, 60],
  ] as const)(
    'a desk has to answer an alert of a report that is %s, at rung %d, in %d minutes',
    (grade, rung, minutes) => {
      expect(minutesToAnswer(grade, rung)).toBe(minutes)
    },
  )

  test('a desk always has some minutes to answer, whatever the rung', () => {
    fc.assert(
      fc.property(anyGrade, fc.nat(), (grade, rung) => {
        expect(minutesToAnswer(grade, rung)).toBeGreaterThan(0)
      }),
    )
  })
})

describe('an alert that is still to be sent', () => {
  const unsent = { kind: 'escalation', rung: 2, since: 1 } as const
  test.each<[string, Report, boolean]>([
    ['received', receivedReport(dueNow), false],
    ['routed, and nobody was notified', routedReport(dueNow), true],
    ['alerted, its next alert not sent', alertedReport(dueNow, unsent), true],
    ['alerted', alertedReport(dueNow, sent), false],
    ['acknowledged, its reminder not sent', acknowledgedReport(dueNow, unsent), true],
    ['withdrawn, and nobody was notified', withdrawnReport({ kind: 'withdrawal', rung: 1 }, dueNow), true],
    ['withdrawn', withdrawnReport(sent), false],
    ['closed, its alert not sent', { ...closedReport(dueNow), alerting: unsent }, true],
    ['closed', closedReport(dueNow), false],
    ['erased, whatever its alert was', erasedReport, false],
  ])('a desk is still to be notified of a report that is %s: %s', (_state, report, waits) => {
    expect(pendingAlertOf(report)).toBe(waits ? report : undefined)
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
  ] as const)(
    'a desk must answer an alert of a report that is %s, at rung %d, within %d minutes',
    (grade, rung, minutes) => {
      const alerted = alertedReport(dueNow, { kind: 'escalation', rung })
      expect(actByOf({ ...alerted, grade }, now)).toBe(inMinutes(minutes))
    },
  )

  test('a desk must answer by the same time when an addition comes meanwhile', () => {
    expect(actByOf(alertedReport(dueNow, { kind: 'addition', rung: 1, actBy: inMinutes(3) }), now)).toBe(inMinutes(3))
  })

  test('the time by which a desk must answer is never later than it was', () => {
    expect(actByOf(alertedReport(dueNow, { kind: 'reroute', rung: 1, actBy: dueNow }), now)).toBe(dueNow)
    expect(actByOf(alertedReport(dueNow, { kind: 'reroute', rung: 1, actBy: inMinutes(90) }), now)).toBe(inMinutes(45))
  })

  test('an alert leaves an officer who has the report the time that the officer has, at every rung', () => {
    const alerting = { kind: 'withdrawal', rung: 3, actBy: inMinutes(90) } as const
    expect(actByOf(unopenedReport(dueNow, alerting), now)).toBe(inMinutes(90))
    expect(actByOf(acknowledgedReport(dueNow, alerting), now)).toBe(inMinutes(90))
  })

  test('the words of an alert name when a withdrawal must be decided, and else when the desk must act', () => {
    const alerting = { kind: 'withdrawal', rung: 1, since: 1, actBy: inMinutes(90) } as const
    expect(wordedBy({ ...acknowledgedReport(dueNow, alerting), withdrawal }, now)).toBe(withdrawal.dueAt)
    expect(wordedBy({ ...closedReport(dueNow), alerting, withdrawal }, now)).toBe(withdrawal.dueAt)
    expect(wordedBy({ ...alertedReport(dueNow, alerting), withdrawal }, now)).toBe(inMinutes(45))
    expect(wordedBy(acknowledgedReport(dueNow, alerting), now)).toBe(inMinutes(90))
  })

  test.each([
    ['an unread addition', 45, { kind: 'addition', rung: 1 }, { unreadSince: dueNow }],
    ['an unread addition at rung 2', 5, { kind: 'addition', rung: 2 }, { unreadSince: dueNow }],
    ['an unread addition and the alert of a withdrawal', 45, { kind: 'withdrawal', rung: 1 }, { unreadSince: dueNow }],
    ['a reminder', 60, { kind: 'reminder', rung: 2 }, {}],
    ['a withdrawal', 60, { kind: 'withdrawal', rung: 2 }, {}],
  ] as const)(
    'the desk of an acknowledged report with %s must answer within %d minutes',
    (_what, minutes, alerting, unread) => {
      expect(actByOf({ ...acknowledgedReport(dueNow, alerting), ...unread }, now)).toBe(inMinutes(minutes))
    },
  )
})

describe('whom a pending alert reaches', () => {
  const unread = { unreadSince: dueNow }
  test.each([
    ['acknowledged by nobody', 4, alertedReport(dueNow, { kind: 'escalation', rung: 4 })],
    ['acknowledged, whatever its rung,', 1, acknowledgedReport(dueNow, { kind: 'reminder', rung: 9 })],
    ['acknowledged, with a withdrawal,', 1, acknowledgedReport(dueNow, { kind: 'withdrawal', rung: 4 })],
    [
      'acknowledged, with an unread addition,',
      3,
      { ...acknowledgedReport(dueNow, { kind: 'addition', rung: 3 }), ...unread },
    ],
    ['withdrawn', 1, withdrawnReport({ kind: 'withdrawal', rung: 4 }, dueNow)],
    [
      'known to everyone, with an addition since,',
      1,
      alertedReport(dueNow, { kind: 'addition', rung: 4, actBy: dueNow }),
    ],
  ])('the pending alert of a report that is %s reaches %d audiences, its own desk first', (_state, count, report) => {
    const audiences = audiencesOfPending(report)
    expect(audiences).toHaveLength(count)
    expect(audiences[0]).toEqual({ desk, recipients: 'duty' })
  })

  test('the pending alert of a report that an officer took and did not open in time reaches its whole rung', () => {
    const report = unopenedReport(dueNow, { kind: 'escalation', rung: 3 })
    expect(audiencesOfPending(report)).toEqual(audiencesOf(desk, 3))
  })

  test('the pending alert of a closing reaches the supervisors of the desk alone', () => {
    const report = { ...closedReport(dueNow), alerting: { kind: 'closing', rung: 1, since: 1 } as const }
    expect(audiencesOfPending(report).map(wordOf)).toEqual([`${desk} supervisor`])
  })

  test.each([
    ['duty-control', { kind: 'reroute', rung: 1, also: 'duty-control' }, [`${desk} duty`, 'duty-control duty']],
    [
      'desk-supervisor',
      { kind: 'withdrawal', rung: 1, also: 'desk-supervisor' },
      [`${desk} duty`, `${desk} supervisor`],
    ],
    ['duty-control', { kind: 'reroute', rung: 2, also: 'duty-control' }, [`${desk} duty`, 'duty-control duty']],
  ] as const)('a pending alert that reaches %s too reaches nobody twice: %j', (_also, alerting, expected) => {
    expect(audiencesOfPending(alertedReport(dueNow, alerting)).map(wordOf)).toEqual(expected)
  })
})
