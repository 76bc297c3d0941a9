import { describe, expect, test } from 'vitest'
import { minutesAfter } from '../../shared/domain/policy.ts'
import { largestPartCounts } from '../../shared/domain/report.ts'
import {
  type AddableReport,
  addAddition,
  findAddedBefore,
  isAddable,
  isErasedByWithdrawal,
  isFullOf,
  requestWithdrawal,
  withdraw,
} from '../../shared/domain/reporter-steps.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  withdrawnReport,
} from './reports.ts'

const now = new Date('2026-11-24T13:00:00.000Z')
const inMinutes = (minutes: number) => minutesAfter(now, minutes)
const sent = { kind: 'new', step: 2, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const addable: ReadonlyArray<readonly [string, AddableReport]> = [
  ['received', receivedReport(inMinutes(60))],
  ['routed', routedReport(inMinutes(60))],
  ['alerted', alertedReport(inMinutes(60), sent)],
  ['acknowledged', acknowledgedReport(inMinutes(60), sent)],
  ['closed', closedReport(inMinutes(60))],
]

describe('adding to a report', () => {
  test.each(addable)('that is %s keeps its state and is due within a minute', (_name, report) => {
    const { next, entry } = addAddition(report, 'p1', addition('unrouted'), now)
    expect(next).toEqual({ ...report, parts: { p1: addition('unrouted') }, dueAt: inMinutes(1) })
    expect(entry).toEqual({
      at: now.toISOString(),
      who: 'reporter',
      what: 'addition.received',
      facts: { partId: 'p1' },
    })
  })

  test('never puts off what was due sooner, so that adding again and again keeps nobody from being told', () => {
    const report = alertedReport(inMinutes(-3), sent)
    expect(addAddition(report, 'p1', addition('unrouted'), now).next.dueAt).toBe(inMinutes(-3))
  })

  test('keeps the parts that were there, and gives a held report a due time', () => {
    const { dueAt: _dueAt, ...held } = { ...closedReport(inMinutes(60)), heldBy: 'officer-1' }
    const { next } = addAddition(
      { ...held, parts: { p0: addition('child-protection') } },
      'p1',
      addition('unrouted'),
      now,
    )
    expect(Object.keys(next.parts ?? {})).toEqual(['p0', 'p1'])
    expect(next).toMatchObject({ dueAt: inMinutes(1), heldBy: 'officer-1' })
  })

  test('ends with erasure and withdrawal', () => {
    expect(addable.every(([, report]) => isAddable(report))).toBe(true)
    expect(isAddable(erasedReport)).toBe(false)
    expect(isAddable(withdrawnReport(sent))).toBe(false)
  })

  test('is known again by the hash of its request, and no addition without one is', () => {
    const report = { ...routedReport(inMinutes(1)), parts: { p1: { ...addition('unrouted'), requestHash: 'a' } } }
    expect(findAddedBefore(report, 'a')?.requestHash).toBe('a')
    expect(findAddedBefore(report, 'b')).toBeUndefined()
    expect(findAddedBefore({ ...report, parts: { p1: addition('unrouted') } }, undefined)).toBeUndefined()
    expect(findAddedBefore(routedReport(inMinutes(1)), 'a')).toBeUndefined()
  })

  test.each([
    ['addition', 'addition'],
    ['note', 'note'],
    ['opening', 'note'],
  ] as const)('and another %s has a limit, that is stated', (use, kind) => {
    const withParts = (count: number) => {
      const parts = Array.from(
        { length: count },
        (_, index) => [`p${index}`, { ...addition('unrouted'), kind }] as const,
      )
      return { ...routedReport(inMinutes(1)), parts: Object.fromEntries(parts) }
    }
    expect(isFullOf(use, withParts(largestPartCounts[use] - 1))).toBe(false)
    expect(isFullOf(use, withParts(largestPartCounts[use]))).toBe(true)
    expect(isFullOf(use, routedReport(inMinutes(1)))).toBe(false)
  })

  test('never takes the room that officers need to write and to open, nor they its own', () => {
    const withParts = (additions: number, notes: number) => {
      const parts = Array.from({ length: additions + notes }, (_, index) => {
        const kind = index < additions ? ('addition' as const) : ('note' as const)
        return [`p${index}`, { ...addition('unrouted'), kind }] as const
      })
      const report = { ...routedReport(inMinutes(1)), parts: Object.fromEntries(parts) }
      return (['addition', 'note', 'opening'] as const).filter((use) => isFullOf(use, report))
    }
    const { addition: additions, note, opening } = largestPartCounts
    expect(withParts(additions, note - 1)).toEqual(['addition'])
    expect(withParts(additions, opening - 1)).toEqual(['addition', 'note'])
    expect(withParts(additions - 1, opening)).toEqual(['note', 'opening'])
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
  ])('that is %s erases the text at once: %j', (_name, report, erased) => {
    expect(isErasedByWithdrawal(report)).toBe(erased)
  })

  test.each(addable)('that was %s leaves no key, and its desk is to be told within a minute', (_name, report) => {
    const { next, entry } = withdraw({ ...report, parts: { p1: addition('unrouted') } }, now)
    expect(next).toMatchObject({
      state: 'withdrawn',
      desk: 'child-protection',
      grade: 'prompt',
      withdrawnAt: now.toISOString(),
      alerting: { kind: 'withdrawal', step: 1 },
      dueAt: inMinutes(1),
    })
    expect('wrappedKey' in next || 'parts' in next || 'outcome' in next || 'officer' in next).toBe(false)
    expect(entry).toMatchObject({ who: 'reporter', what: 'report.withdrawn', facts: { textErased: true } })
  })

  test('that was handed over tells the desk that has it, not the one that it was routed to', () => {
    const handed = { ...alertedReport(inMinutes(1), sent), desk: 'division-p', grade: 'standard' } as const
    expect(withdraw(handed, now).next).toMatchObject({
      desk: 'division-p',
      grade: 'standard',
      decision: handed.decision,
    })
  })

  test.each([
    ['alerted', alertedReport(inMinutes(60), sent), { kind: 'withdrawal', step: 2, actBy: inMinutes(20) }],
    ['acknowledged', acknowledgedReport(inMinutes(60), sent), { kind: 'withdrawal', step: 2, actBy: inMinutes(20) }],
    [
      'acknowledged, with a reminder to send',
      acknowledgedReport(inMinutes(60), { kind: 'reminder', step: 3 }),
      { kind: 'withdrawal', step: 3 },
    ],
  ] as const)(
    'whose text stays tells the desk of one that is %s, and keeps the deadline',
    (_name, report, alerting) => {
      const { next, entry } = requestWithdrawal(report, now)
      expect(next).toEqual({ ...report, alerting, dueAt: inMinutes(1), withdrawalRequestedAt: now.toISOString() })
      expect(entry).toMatchObject({ who: 'reporter', what: 'report.withdrawn', facts: { textErased: false } })
    },
  )

  test.each<[string, AddableReport]>([
    ['received', receivedReport(inMinutes(60))],
    ['routed', routedReport(inMinutes(60))],
    ['alerted with an escalation to send', alertedReport(inMinutes(60), { kind: 'escalation', step: 2 })],
    ['closed', closedReport(inMinutes(60))],
  ])('whose text stays never takes the place of an alert that %s has not sent', (_name, report) => {
    expect(requestWithdrawal(report, now).next).toEqual({ ...report, withdrawalRequestedAt: now.toISOString() })
  })
})
