import { describe, expect, test } from 'vitest'
import { minutesAfter } from '../../shared/domain/policy.ts'
import { largestSupplementCounts } from '../../shared/domain/report.ts'
import { type AddableReport, findEarlierTry, isAddable, isFullOf } from '../../shared/domain/report-states.ts'
import { addAddition, isErasedByWithdrawal, requestWithdrawal, withdraw } from '../../shared/domain/reporter-changes.ts'
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
const inMinutes = (minutes: number) => minutesAfter(now, minutes)
const sent = { kind: 'new', rung: 2, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const addable: ReadonlyArray<readonly [string, AddableReport]> = [
  ['received', receivedReport(inMinutes(60))],
  ['routed', routedReport(inMinutes(60))],
  ['alerted', alertedReport(inMinutes(60), sent)],
  ['acknowledged', acknowledgedReport(inMinutes(60), sent)],
  ['closed', closedReport(inMinutes(60))],
]

describe('adding to a report', () => {
  test.each(addable)('that is %s keeps its state and is due within a minute', (_name, report) => {
    const { next, entry } = addAddition(report, { additionId: 'p1', addition: addition('unrouted') }, now)
    expect(next).toEqual({ ...report, supplements: { p1: addition('unrouted') }, dueAt: inMinutes(1) })
    expect(entry).toEqual({
      at: now.toISOString(),
      who: 'reporter',
      what: 'addition.received',
      facts: { additionId: 'p1' },
    })
  })

  test('never puts off what was due sooner, so that adding again and again keeps nobody from being told', () => {
    const report = alertedReport(inMinutes(-3), sent)
    expect(addAddition(report, { additionId: 'p1', addition: addition('unrouted') }, now).next.dueAt).toBe(
      inMinutes(-3),
    )
  })

  test('keeps the supplements that were there, and gives a held report a due time', () => {
    const { dueAt: _dueAt, ...held } = { ...closedReport(inMinutes(60)), heldBy: 'officer-1' }
    const { next } = addAddition(
      { ...held, supplements: { p0: addition('child-protection') } },
      { additionId: 'p1', addition: addition('unrouted') },
      now,
    )
    expect(Object.keys(next.supplements ?? {})).toEqual(['p0', 'p1'])
    expect(next).toMatchObject({ dueAt: inMinutes(1), heldBy: 'officer-1' })
  })

  test('ends with erasure and withdrawal', () => {
    expect(addable.every(([, report]) => isAddable(report))).toBe(true)
    expect(isAddable(erasedReport)).toBe(false)
    expect(isAddable(withdrawnReport(sent))).toBe(false)
  })

  test('is known again by the hash of its request, and no addition without one is', () => {
    const report = { ...routedReport(inMinutes(1)), supplements: { p1: { ...addition('unrouted'), requestHash: 'a' } } }
    expect(findEarlierTry(report, 'a')?.requestHash).toBe('a')
    expect(findEarlierTry(report, 'b')).toBeUndefined()
    expect(findEarlierTry({ ...report, supplements: { p1: addition('unrouted') } }, undefined)).toBeUndefined()
    expect(findEarlierTry(routedReport(inMinutes(1)), 'a')).toBeUndefined()
  })

  test.each([
    ['addition', 'addition'],
    ['note', 'note'],
    ['opening', 'note'],
  ] as const)('and another %s has a limit, that is stated', (use, kind) => {
    const withParts = (count: number) => {
      const supplements = Array.from(
        { length: count },
        (_, index) => [`p${index}`, { ...addition('unrouted'), kind }] as const,
      )
      return { ...routedReport(inMinutes(1)), supplements: Object.fromEntries(supplements) }
    }
    expect(isFullOf(use, withParts(largestSupplementCounts[use] - 1))).toBe(false)
    expect(isFullOf(use, withParts(largestSupplementCounts[use]))).toBe(true)
    expect(isFullOf(use, routedReport(inMinutes(1)))).toBe(false)
  })

  test('never takes the room that officers need to write and to open, nor they its own', () => {
    const withParts = (additions: number, notes: number) => {
      const supplements = Array.from({ length: additions + notes }, (_, index) => {
        const kind = index < additions ? ('addition' as const) : ('note' as const)
        return [`p${index}`, { ...addition('unrouted'), kind }] as const
      })
      const report = { ...routedReport(inMinutes(1)), supplements: Object.fromEntries(supplements) }
      return (['addition', 'note', 'opening'] as const).filter((use) => isFullOf(use, report))
    }
    const { addition: additions, note, opening } = largestSupplementCounts
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

  const withdrawable = addable.flatMap(([name, report]) =>
    report.state === 'acknowledged' ? [] : [[name, report] as const],
  )

  test.each(withdrawable)(
    'that was %s leaves no key, and its desk is to be notified within a minute',
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

  test('that was handed over tells the desk that has it, not the one that it was routed to', () => {
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
    'whose text stays tells the desk of one that is %s, and keeps the deadline',
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
  ])('whose text stays never takes the place of an alert that %s has not sent', (_name, report) => {
    expect(requestWithdrawal(report, now).next).toEqual({ ...report, withdrawalRequestedAt: now.toISOString() })
  })
})
