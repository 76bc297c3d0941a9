import { describe, expect, test } from 'vitest'
import { acknowledge, addNote, close, hold, reroute } from '../../shared/domain/officer-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Supplement } from '../../shared/domain/report.ts'
import { acknowledgedReport, addition, alertedReport, closedReport, routedReport } from '../kit/reports.ts'
import { dueNow as at, desk, inMinutes, maker } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const note: Supplement = { kind: 'note', at, wrappedKey: Uint8Array.of(7), desk, officer: 'officer-1' }
const day = 24 * 60

describe('acknowledging', () => {
  test('an acknowledgement stops the ladder: a reminder is due in a day, and the log names the officer', () => {
    const report = alertedReport(inMinutes(20), sent)
    const { next, entry } = acknowledge(report, maker)
    expect(next).toEqual({
      ...report,
      state: 'acknowledged',
      officer: 'officer-1',
      acknowledgedAt: at,
      alerting: { ...sent, actBy: inMinutes(day) },
      dueAt: inMinutes(day),
    })
    expect(entry).toEqual({ at, who: 'officer-1', what: 'report.acknowledged', facts: { desk, rung: 1 } })
  })

  test('an alert that was not sent is not needed after an acknowledgement', () => {
    const { next } = acknowledge(routedReport(inMinutes(1)), maker)
    expect(next.alerting.sentAt).toBe(at)
  })

  test('an addition that waits for routing is due within a minute after an acknowledgement', () => {
    const report = { ...alertedReport(inMinutes(20), sent), supplements: { p1: addition('unrouted') } }
    expect(acknowledge(report, maker).next).toMatchObject({ dueAt: inMinutes(1), alerting: { actBy: inMinutes(day) } })
  })
})

describe('noting', () => {
  test('a note joins the supplements that are there', () => {
    const report = { ...closedReport(inMinutes(60)), supplements: { p1: addition(desk) } }
    const { next, entry } = addNote(report, { noteId: 'n1', note }, maker)
    expect(next).toEqual({ ...report, supplements: { p1: addition(desk), n1: note } })
    expect(entry).toMatchObject({ what: 'note.added', facts: { desk, noteId: 'n1' } })
  })
})

describe('handing over', () => {
  const keys = { wrappedKey: Uint8Array.of(9), supplements: { p1: Uint8Array.of(8) } }
  const report = {
    ...acknowledgedReport(inMinutes(60), { ...sent, rung: 3 }),
    unreadSince: inMinutes(-5),
    supplements: { p1: addition(desk), p2: addition('unrouted') },
    withdrawalRequestedAt: '2026-11-24T12:50:00.000Z',
    heldBy: 'officer-2',
  }

  test('a handover gives every re-addressed key to the new desk, whose ladder starts at rung 1', () => {
    const { next, entry } = reroute(report, { desk: 'division-p', reason: 'is-an-adult', keys }, maker)
    const { officer: _officer, acknowledgedAt: _acknowledgedAt, unreadSince: _unreadSince, ...rest } = report
    expect(next).toEqual({
      ...rest,
      state: 'routed',
      desk: 'division-p',
      wrappedKey: Uint8Array.of(9),
      supplements: { p1: { ...addition('division-p'), wrappedKey: Uint8Array.of(8) }, p2: addition('unrouted') },
      alerting: { kind: 'reroute', rung: 1 },
      dueAt: inMinutes(1),
    })
    expect(entry).toEqual({
      at,
      who: 'officer-1',
      what: 'report.rerouted',
      facts: { from: desk, to: 'division-p', reason: 'is-an-adult' },
    })
  })

  test('a handover adds no supplements to a report that has none', () => {
    const { next } = reroute(routedReport(at), { desk: 'division-p', reason: 'wrong-desk', keys }, maker)
    expect('supplements' in next || 'withdrawalRequestedAt' in next).toBe(false)
  })
})

describe('closing', () => {
  test("closing sets the outcome and the erase date, and the report is no officer's any more", () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const { officer: _officer, acknowledgedAt: _acknowledgedAt, ...rest } = report
    const { next, entry } = close(report, { outcome: 'crime-recorded', tellsSupervisors: false }, maker)
    expect(next).toEqual({
      ...rest,
      state: 'closed',
      outcome: 'crime-recorded',
      closedAt: at,
      dueAt: inMinutes(policy.retentionMinutes),
    })
    expect(entry).toMatchObject({ what: 'report.closed', facts: { desk, outcome: 'crime-recorded' } })
  })

  test('a report that was added to meanwhile is due for routing after it is closed, which reopens it', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition('unrouted') } }
    expect(close(report, { outcome: 'crime-recorded', tellsSupervisors: false }, maker).next.dueAt).toBe(inMinutes(1))
  })

  test('a closed report under a legal hold has no erase date until the hold is lifted', () => {
    const report = closedReport(inMinutes(60))
    const held = hold(report, true, maker)
    const { dueAt: _dueAt, ...rest } = report
    expect(held.next).toEqual({ ...rest, heldBy: 'officer-1' })
    expect(held.entry).toMatchObject({ what: 'hold.set', facts: { desk } })
    const lifted = hold(held.next, false, maker)
    expect(lifted.next).toEqual({ ...rest, dueAt: inMinutes(policy.retentionMinutes) })
    expect(lifted.entry.what).toBe('hold.lifted')
  })

  test('a report whose additions have all reached the desk has an erase date after it is closed', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition(desk) } }
    expect(close(report, { outcome: 'crime-recorded', tellsSupervisors: false }, maker).next.dueAt).toBe(
      inMinutes(policy.retentionMinutes),
    )
  })

  test('a report that was held before it is closed has no erase date', () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const held = hold(report, true, maker).next
    expect(held).toEqual({ ...report, heldBy: 'officer-1' })
    if (held.state !== 'acknowledged') throw new Error('a hold changed the state')
    expect('dueAt' in close(held, { outcome: 'crime-recorded', tellsSupervisors: false }, maker).next).toBe(false)
  })

  test('an addition that waits for routing stays due when a hold is set or lifted', () => {
    const report = { ...closedReport(inMinutes(60)), supplements: { p1: addition('unrouted') } }
    expect(hold(report, true, maker).next.dueAt).toBe(inMinutes(1))
    expect(hold(report, false, maker).next.dueAt).toBe(inMinutes(1))
  })
})
