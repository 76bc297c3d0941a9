import { describe, expect, test } from 'vitest'
import type { Report, Shelf } from '../../shared/domain/report.ts'
import {
  countSupplements,
  hasUnreadSupplements,
  hasUnroutedSupplements,
  isAddable,
  isOpenable,
  isOwned,
} from '../../shared/domain/report-states.ts'
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
  const shelf: Shelf = {
    filledSeq: 101,
    copiedSeq: 101,
    desk: 'division-e',
    additions: 15,
    notes: 5,
    fingerprints: '',
  }

  test('additions and notes are counted in the item and on every shelf', () => {
    const held = withSupplements(routedReport(dueNow), { kind: 'note', count: 3 })
    const report = { ...held, shelves: [shelf, shelf] }
    expect([countSupplements(report, 'addition'), countSupplements(report, 'note')]).toEqual([30, 13])
    expect(countSupplements(erasedReport, 'addition')).toBe(0)
  })

  test('a shelf that waits for its desk, or that nobody has read, counts as its supplements would', () => {
    const withShelf = (more: Partial<Shelf>) => ({ ...routedReport(dueNow), shelves: [{ ...shelf, ...more }] })
    expect(hasUnroutedSupplements(withShelf({}))).toBe(false)
    expect(hasUnroutedSupplements(withShelf({ desk: 'unrouted' }))).toBe(true)
    expect(hasUnreadSupplements(withShelf({}))).toBe(false)
    expect(hasUnreadSupplements(withShelf({ isUnread: true }))).toBe(true)
  })
})
