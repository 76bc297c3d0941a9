import { describe, expect, test } from 'vitest'
import { largestSupplementCounts, type Report } from '../../shared/domain/report.ts'
import { hasUnroutedSupplements, isAddable, isFullOf, isOpenable, isOwned } from '../../shared/domain/report-states.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  closedReport,
  erasedReport,
  receivedReport,
  routedReport,
  withdrawnReport,
  withSupplements,
} from '../kit/reports.ts'
import { desk, dueNow } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z' } as const

describe('what may be done with a report, by its state', () => {
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

  test('a desk can open the reports that it owns or closed, while they have a text', () => {
    const openable = [
      routedReport(dueNow),
      alertedReport(dueNow, sent),
      acknowledgedReport(dueNow, sent),
      closedReport(dueNow),
    ]
    expect(openable.every(isOpenable)).toBe(true)
    expect([receivedReport(dueNow), erasedReport, withdrawnReport(sent)].some(isOpenable)).toBe(false)
  })

  test('a reporter can add to a report until it is erased or withdrawn', () => {
    const addable = [receivedReport(dueNow), routedReport(dueNow), alertedReport(dueNow, sent)]
    expect([...addable, acknowledgedReport(dueNow, sent), closedReport(dueNow)].every(isAddable)).toBe(true)
    expect(isAddable(erasedReport)).toBe(false)
    expect(isAddable(withdrawnReport(sent))).toBe(false)
  })

  test('a report waits for routing until each of its supplements has a desk', () => {
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

describe('the supplements of a report', () => {
  test.each([
    ['addition', 'addition'],
    ['note', 'note'],
    ['opening', 'note'],
  ] as const)('a report takes no more than a stated number for the use "%s"', (use, kind) => {
    const holding = (count: number) => withSupplements(routedReport(dueNow), { kind, count })
    expect(isFullOf(use, holding(largestSupplementCounts[use] - 1))).toBe(false)
    expect(isFullOf(use, holding(largestSupplementCounts[use]))).toBe(true)
    expect(isFullOf(use, routedReport(dueNow))).toBe(false)
  })

  test('additions leave officers the room to write and to open, and notes leave reporters the room to add', () => {
    const fullWith = (additions: number, notes: number) => {
      const added = withSupplements(routedReport(dueNow), { kind: 'addition', count: additions })
      const report = withSupplements(added, { kind: 'note', count: notes })
      return (['addition', 'note', 'opening'] as const).filter((use) => isFullOf(use, report))
    }
    const { addition: additions, note, opening } = largestSupplementCounts
    expect(fullWith(additions, note - 1)).toEqual(['addition'])
    expect(fullWith(additions, opening - 1)).toEqual(['addition', 'note'])
    expect(fullWith(additions - 1, opening)).toEqual(['note', 'opening'])
  })
})
