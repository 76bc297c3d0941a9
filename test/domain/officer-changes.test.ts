import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import { acknowledge, addNote, close, hold, isLowered, regrade, reroute } from '../../shared/domain/officer-changes.ts'
import { minutesAfter, policy } from '../../shared/domain/policy.ts'
import type { Supplement } from '../../shared/domain/report.ts'
import { isOpenable } from '../../shared/domain/report-states.ts'
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
const at = now.toISOString()
const inMinutes = (minutes: number) => minutesAfter(now, minutes)
const maker = { who: 'officer-1', now }
const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const desk = 'child-protection'
const note: Supplement = { kind: 'note', at, wrappedKey: Uint8Array.of(7), desk, officer: 'officer-1' }
const day = 24 * 60

describe('acknowledging', () => {
  test('stops the ladder: a reminder is due in a day, and the log names the officer', () => {
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

  test('before the alert was sent makes it needless', () => {
    const { next } = acknowledge(routedReport(inMinutes(1)), maker)
    expect(next.alerting.sentAt).toBe(at)
  })

  test('leaves what waits for routing due within a minute', () => {
    const report = { ...alertedReport(inMinutes(20), sent), supplements: { p1: addition('unrouted') } }
    expect(acknowledge(report, maker).next).toMatchObject({ dueAt: inMinutes(1), alerting: { actBy: inMinutes(day) } })
  })
})

describe('noting and opening', () => {
  test('a note joins the supplements that are there', () => {
    const report = { ...closedReport(inMinutes(60)), supplements: { p1: addition(desk) } }
    const { next, entry } = addNote(report, { noteId: 'n1', note }, maker)
    expect(next).toEqual({ ...report, supplements: { p1: addition(desk), n1: note } })
    expect(entry).toMatchObject({ what: 'note.added', facts: { desk, noteId: 'n1' } })
  })

  test('is for reports that a desk owns and that still have a text', () => {
    const openable = [routedReport(at), alertedReport(at, sent), acknowledgedReport(at, sent), closedReport(at)]
    expect(openable.every(isOpenable)).toBe(true)
    expect([receivedReport(at), erasedReport, withdrawnReport(sent)].some(isOpenable)).toBe(false)
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

  test('gives every re-addressed key to the new desk, and starts its ladder anew', () => {
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

  test('leaves a report without supplements without supplements', () => {
    const { next } = reroute(routedReport(at), { desk: 'division-p', reason: 'wrong-desk', keys }, maker)
    expect('supplements' in next || 'withdrawalRequestedAt' in next).toBe(false)
  })
})

describe('the grade', () => {
  const to = (grade: Grade) => ({ grade, reason: 'new-facts' as const })

  test('raised brings the deadline of an alert that was sent forward', () => {
    const report = alertedReport(inMinutes(20), sent)
    expect(regrade(report, to('immediate'), maker).next).toEqual({
      ...report,
      grade: 'immediate',
      alerting: { ...sent, actBy: inMinutes(5) },
      dueAt: inMinutes(5),
    })
  })

  test('raised brings the deadline of an addition that nobody read forward', () => {
    const report = { ...acknowledgedReport(inMinutes(20), sent), unreadSince: inMinutes(-5) }
    expect(regrade(report, to('immediate'), maker).next).toMatchObject({
      ...{ grade: 'immediate', dueAt: inMinutes(5), unreadSince: inMinutes(-5) },
      alerting: { actBy: inMinutes(5) },
    })
  })

  test('lowered never puts a deadline off', () => {
    const report = alertedReport(inMinutes(20), sent)
    expect(regrade(report, to('standard'), maker).next).toEqual({ ...report, grade: 'standard' })
  })

  test('changes no deadline while an escalation waits to be sent, nor of a report that was answered', () => {
    const pending = alertedReport(inMinutes(1), { kind: 'escalation', rung: 2 })
    expect(regrade(pending, to('immediate'), maker).next).toEqual({ ...pending, grade: 'immediate' })
    const acknowledged = acknowledgedReport(inMinutes(60), sent)
    expect(regrade(acknowledged, to('immediate'), maker).next).toEqual({ ...acknowledged, grade: 'immediate' })
  })

  test('is logged from, to and why', () => {
    const { entry } = regrade(routedReport(at), to('immediate'), maker)
    expect(entry).toMatchObject({ what: 'report.regraded', facts: { from: 'prompt', to: 'immediate' } })
    expect(entry.facts['reason']).toBe('new-facts')
    expect('reason' in regrade(routedReport(at), { grade: 'immediate' }, maker).entry.facts).toBe(false)
  })

  test('is lowered exactly when it is less urgent', () => {
    const pairs = grades.flatMap((from) => grades.map((other) => [from, other, isLowered(from, other)] as const))
    expect(pairs.filter(([, , lowered]) => lowered).map(([from, other]) => `${from} to ${other}`)).toEqual([
      'immediate to prompt',
      'immediate to standard',
      'prompt to standard',
    ])
  })

  test('changed by anyone at any time never puts the due time or the deadline off', () => {
    const minutes = fc.integer({ min: -600, max: 600 })
    fc.assert(
      fc.property(
        minutes,
        minutes,
        fc.constantFrom(...grades),
        fc.integer({ min: 1, max: 6 }),
        (due, act, grade, rung) => {
          const report = alertedReport(inMinutes(due), { ...sent, rung, actBy: inMinutes(act) })
          const { next } = regrade(report, to(grade), maker)
          expect(next.dueAt <= report.dueAt).toBe(true)
          expect((next.alerting.actBy ?? '') <= inMinutes(act)).toBe(true)
        },
      ),
    )
  })
})

describe('closing', () => {
  test('sets the outcome and the erase date, and nobody holds it any more', () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const { officer: _officer, acknowledgedAt: _acknowledgedAt, ...rest } = report
    const { next, entry } = close(report, 'crime-recorded', maker)
    expect(next).toEqual({
      ...rest,
      state: 'closed',
      outcome: 'crime-recorded',
      closedAt: at,
      dueAt: inMinutes(policy.retentionMinutes),
    })
    expect(entry).toMatchObject({ what: 'report.closed', facts: { desk, outcome: 'crime-recorded' } })
  })

  test('of a report that was added to meanwhile leaves it due for routing, which opens it again', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition('unrouted') } }
    expect(close(report, 'crime-recorded', maker).next.dueAt).toBe(inMinutes(1))
  })

  test('under a legal hold has no erase date until the hold is lifted', () => {
    const report = closedReport(inMinutes(60))
    const held = hold(report, true, maker)
    const { dueAt: _dueAt, ...rest } = report
    expect(held.next).toEqual({ ...rest, heldBy: 'officer-1' })
    expect(held.entry).toMatchObject({ what: 'hold.set', facts: { desk } })
    const lifted = hold(held.next, false, maker)
    expect(lifted.next).toEqual({ ...rest, dueAt: inMinutes(policy.retentionMinutes) })
    expect(lifted.entry.what).toBe('hold.lifted')
  })

  test('of a report whose additions have all reached the desk sets the erase date', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition(desk) } }
    expect(close(report, 'crime-recorded', maker).next.dueAt).toBe(inMinutes(policy.retentionMinutes))
  })

  test('of a held report has no erase date, and a hold can be set before', () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const held = hold(report, true, maker).next
    expect(held).toEqual({ ...report, heldBy: 'officer-1' })
    if (held.state !== 'acknowledged') throw new Error('a hold changed the state')
    expect('dueAt' in close(held, 'crime-recorded', maker).next).toBe(false)
  })

  test('and holding leave news that waits for routing due', () => {
    const report = { ...closedReport(inMinutes(60)), supplements: { p1: addition('unrouted') } }
    expect(hold(report, true, maker).next.dueAt).toBe(inMinutes(1))
    expect(hold(report, false, maker).next.dueAt).toBe(inMinutes(1))
  })
})
