import { describe, expect, test } from 'vitest'
import { markRead, recordOpening } from '../../shared/domain/opening-changes.ts'
import type { Supplement } from '../../shared/domain/report.ts'
import { acknowledgedReport, addition, alertedReport, standing, unopenedReport } from '../kit/reports.ts'
import { dueNow as at, desk, inMinutes, maker } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const note: Supplement = { kind: 'note', at, wrappedKey: Uint8Array.of(7), desk, officer: 'officer-1' }
const day = 24 * 60

describe('an opening', () => {
  test('an opening is logged with its reason, adds the words of the officer as a sealed note, and changes nothing else', () => {
    const report = { ...acknowledgedReport(inMinutes(20), sent), unreadSince: at }
    const sealed = { noteId: 'n1', note }
    const { next, entry } = recordOpening(report, { reason: 'investigation', sealed }, maker)
    expect(next).toEqual({ ...report, supplements: { n1: note } })
    const facts = { desk, reason: 'investigation', noteId: 'n1' }
    expect(entry).toEqual({ at, who: 'officer-1', what: 'report.opened', facts })
  })
})

describe('what an opening showed', () => {
  const unread = (id: string): readonly [string, Supplement] => [id, { ...addition(desk), isUnread: true }]
  const withUnread = Object.fromEntries([unread('p1'), unread('p2'), ['n1', note]])
  const taken = { ...acknowledgedReport(inMinutes(1), { ...sent, kind: 'addition', rung: 3 }), unreadSince: at }
  const actBy = inMinutes(day)

  test('what an opening showed is marked as read, and only what was unread is logged', () => {
    const report = { ...alertedReport(inMinutes(20), sent), supplements: withUnread }
    const { next, entry } = markRead(report, { supplements: ['p1', 'n1', 'gone'], shelves: [] }, maker)
    expect(next).toEqual({ ...report, supplements: { ...withUnread, p1: addition(desk) }, readAt: at, handledAt: at })
    expect(entry).toEqual({ at, who: 'officer-1', what: 'report.read', facts: { desk, supplements: ['p1'] } })
  })

  test('an acknowledged report is answered when nothing unread is left, and not before', () => {
    const report = { ...taken, supplements: withUnread }
    expect(markRead(report, { supplements: ['p1'], shelves: [] }, maker).next).toEqual({
      ...report,
      supplements: { ...withUnread, p1: addition(desk) },
    })
    const { unreadSince: _unreadSince, ...answered } = report
    expect(markRead(report, { supplements: ['p2', 'p1'], shelves: [] }, maker).next).toEqual({
      ...answered,
      supplements: { p1: addition(desk), p2: addition(desk), n1: note },
      alerting: { ...report.alerting, actBy },
      dueAt: actBy,
    })
  })

  test('reading an acknowledged report without unread additions puts its reminder off, and an alert that was not sent is not needed', () => {
    const report = acknowledgedReport(inMinutes(1), { kind: 'reminder', rung: 2 })
    const { next } = markRead(report, { supplements: [], shelves: [] }, maker)
    expect(next).toEqual({
      ...report,
      alerting: standing({ kind: 'reminder', rung: 2, sentAt: at, actBy }),
      dueAt: actBy,
    })
  })

  test('reading a report that nobody acknowledged leaves its ladder as it is', () => {
    const report = {
      ...alertedReport(inMinutes(20), sent),
      supplements: { p1: { ...addition(desk), isUnread: true as const } },
    }
    expect(markRead(report, { supplements: ['p1'], shelves: [] }, maker).next).toEqual({
      ...report,
      supplements: { p1: addition(desk) },
      readAt: at,
      handledAt: at,
    })
    const bare = alertedReport(inMinutes(20), sent)
    expect(markRead(bare, { supplements: [], shelves: [] }, maker).next).toEqual({ ...bare, readAt: at, handledAt: at })
  })

  test('reading a report that an officer took answers it: a reminder is due in a day, and its handovers count no more', () => {
    const handover = { officer: 'officer-2', from: 'division-p', at, count: 1 } as const
    const report = { ...unopenedReport(inMinutes(10), sent), handover }
    const { handover: _handover, ...rest } = report
    expect(markRead(report, { supplements: [], shelves: [] }, maker).next).toEqual({
      ...rest,
      readAt: at,
      alerting: standing({ ...sent, actBy }),
      dueAt: actBy,
    })
  })

  test('what was read first stays the time of the first reading', () => {
    expect(markRead(acknowledgedReport(inMinutes(1), sent), { supplements: [], shelves: [] }, maker).next.readAt).toBe(
      '2026-11-24T12:11:00.000Z',
    )
  })

  test('a report whose desk was notified of a withdrawal is due in a day after it is read', () => {
    const report = acknowledgedReport(inMinutes(1), { ...sent, kind: 'withdrawal' })
    expect(markRead(report, { supplements: [], shelves: [] }, maker).next.dueAt).toBe(actBy)
  })

  test('reading a report leaves due a withdrawal that its desk was not notified of, and an addition that waits for routing', () => {
    const withdrawal = acknowledgedReport(inMinutes(1), { kind: 'withdrawal', rung: 2 })
    const { next } = markRead(withdrawal, { supplements: [], shelves: [] }, maker)
    expect(next).toEqual({ ...withdrawal, alerting: standing({ kind: 'withdrawal', rung: 2, actBy }) })
    const waiting = { ...acknowledgedReport(inMinutes(20), sent), supplements: { p1: addition('unrouted') } }
    expect(markRead(waiting, { supplements: [], shelves: [] }, maker).next).toMatchObject({
      dueAt: inMinutes(1),
      alerting: { actBy },
    })
  })
})
