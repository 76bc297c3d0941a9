import { describe, expect, test } from 'vitest'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { pendingAlertOf } from '../../shared/domain/ladder.ts'
import {
  acknowledge,
  addNote,
  close,
  hold,
  isHandoverBy,
  reopen,
  reroute,
} from '../../shared/domain/officer-changes.ts'
import { markRead } from '../../shared/domain/opening-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Supplement } from '../../shared/domain/report.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  begun,
  closedReport,
  routedReport,
  withdrawal,
} from '../kit/reports.ts'
import { dueNow as at, desk, inMinutes, maker } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
const note: Supplement = { kind: 'note', at, wrappedKey: Uint8Array.of(7), desk, officer: 'officer-1' }
const day = 24 * 60

describe('acknowledging', () => {
  test('an acknowledgement stops the ladder for the time to open the report, and the log names the officer', () => {
    const report = alertedReport(inMinutes(20), sent)
    const { next, entry } = acknowledge(report, maker)
    expect(next).toEqual({
      ...report,
      state: 'acknowledged',
      officer: 'officer-1',
      acknowledgedAt: at,
      handledAt: at,
      alerting: begun({ ...sent, actBy: inMinutes(60) }),
      dueAt: inMinutes(60),
    })
    expect(entry).toEqual({ at, who: 'officer-1', what: 'report.acknowledged', facts: { desk, rung: 1 } })
  })

  test.each([
    ['immediate', 10],
    ['prompt', 60],
    ['standard', 480],
  ] as const)('an officer has to open a report that is %s within %d minutes of acknowledging it', (grade, minutes) => {
    expect(acknowledge({ ...alertedReport(at, sent), grade }, maker).next.dueAt).toBe(inMinutes(minutes))
  })

  test('a report that its desk has read is due in a day after an acknowledgement, and keeps when it was first handled', () => {
    const seen = { handledAt: inMinutes(-9), readAt: inMinutes(-8) }
    const { next } = acknowledge({ ...alertedReport(at, sent), ...seen }, maker)
    expect(next).toMatchObject({ ...seen, dueAt: inMinutes(day) })
  })

  test('an officer who takes a report with an addition that nobody read has the time to open it, then the ladder goes on', () => {
    const supplements = { p1: { ...addition(desk), isUnread: true as const } }
    const { next } = acknowledge({ ...alertedReport(at, sent), readAt: inMinutes(-8), supplements }, maker)
    expect(next).toMatchObject({ unreadSince: at, dueAt: inMinutes(60) })
    expect(decideDue(next, new Date(inMinutes(60)))?.change.entry.what).toBe('addition.escalated')
  })

  test('the alert of a withdrawal that was not sent is sent after an acknowledgement too, for the officer may not know', () => {
    const pending = { kind: 'withdrawal', rung: 2 } as const
    const { next } = acknowledge({ ...alertedReport(inMinutes(1), pending), withdrawal }, maker)
    expect(next).toMatchObject({ alerting: { ...pending, actBy: inMinutes(60) }, dueAt: inMinutes(1) })
    expect('sentAt' in next.alerting).toBe(false)
  })

  test('an alert that was not sent is not needed after an acknowledgement', () => {
    const { next } = acknowledge(routedReport(inMinutes(1)), maker)
    expect(next.alerting.sentAt).toBe(at)
  })

  test('an addition that waits for routing is due within a minute after an acknowledgement', () => {
    const report = { ...alertedReport(inMinutes(20), sent), supplements: { p1: addition('unrouted') } }
    expect(acknowledge(report, maker).next).toMatchObject({ dueAt: inMinutes(1), alerting: { actBy: inMinutes(60) } })
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
  const keys = { wrappedKey: Uint8Array.of(9), supplements: { p1: Uint8Array.of(8) }, shelves: [] }
  const report = {
    ...acknowledgedReport(inMinutes(60), { ...sent, rung: 3 }),
    unreadSince: inMinutes(-5),
    supplements: { p1: addition(desk), p2: addition('unrouted') },
    withdrawal,
    heldBy: 'officer-2',
  }

  const to = { desk: 'division-p', reason: 'is-an-adult', keys } as const

  test('a handover gives every re-addressed key to the new desk, for which the report is unread, and keeps the ladder', () => {
    const { next, entry } = reroute(report, to, maker)
    const { officer: _officer, acknowledgedAt: _acknowledgedAt, unreadSince: _unreadSince, ...owned } = report
    const { readAt: _readAt, ...rest } = owned
    expect(next).toEqual({
      ...rest,
      state: 'routed',
      desk: 'division-p',
      wrappedKey: Uint8Array.of(9),
      supplements: {
        p1: { ...addition('division-p'), wrappedKey: Uint8Array.of(8), isUnread: true },
        p2: addition('unrouted'),
      },
      alerting: begun({ kind: 'reroute', rung: 3, actBy: inMinutes(20) }),
      handover: { officer: 'officer-1', from: desk, at, count: 1 },
      dueAt: inMinutes(1),
    })
    expect(entry).toEqual({
      at,
      who: 'officer-1',
      what: 'report.rerouted',
      facts: { from: desk, to: 'division-p', reason: 'is-an-adult' },
    })
  })

  test('a handover of a report that was answered begins at rung 1, and no deadline moves back', () => {
    const answered = acknowledgedReport(inMinutes(20), { ...sent, rung: 5 })
    const { next } = reroute(answered, to, maker)
    expect(next.alerting).toEqual(begun({ kind: 'reroute', rung: 1, actBy: inMinutes(20) }))
  })

  test('a second handover that nobody answered notifies duty control too, and one after an answer does not', () => {
    const first = reroute(alertedReport(inMinutes(20), sent), to, maker).next
    const second = reroute(first, { ...to, desk: 'division-e' }, maker).next
    expect(first.alerting.also).toBeUndefined()
    expect(second).toMatchObject({ alerting: { also: 'duty-control', rung: 1 }, handover: { count: 2 } })
    const taken = acknowledge(second, maker).next
    expect(reroute(taken, to, maker).next.handover?.count).toBe(3)
    const opened = markRead(taken, { supplements: [], shelves: [] }, maker).next
    if (opened.state !== 'acknowledged') throw new Error('an opening changed the state')
    expect(reroute(opened, to, maker).next).toMatchObject({ handover: { count: 1 } })
  })

  test('a handover is found to be done by the officer who made it, to that desk, and by nobody else', () => {
    const { next } = reroute(report, to, maker)
    expect(isHandoverBy(next, { officer: 'officer-1', desk: 'division-p' })).toBe(true)
    expect(isHandoverBy(next, { officer: 'officer-2', desk: 'division-p' })).toBe(false)
    expect(isHandoverBy(next, { officer: 'officer-1', desk: 'division-e' })).toBe(false)
    expect(isHandoverBy(report, { officer: 'officer-1', desk })).toBe(false)
  })

  test('a handover adds no supplements to a report that has none', () => {
    const { next } = reroute(routedReport(at), { desk: 'division-p', reason: 'wrong-desk', keys }, maker)
    expect('supplements' in next || 'withdrawal' in next).toBe(false)
  })
})

describe('closing', () => {
  test("closing sets the outcome and the erase date, and the report is no officer's any more", () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const { officer: _officer, acknowledgedAt: _acknowledgedAt, ...rest } = report
    const { next, entry } = close(report, { outcome: 'crime-recorded', notifiesSupervisors: false }, maker)
    expect(next).toEqual({
      ...rest,
      state: 'closed',
      outcome: 'crime-recorded',
      closedAt: at,
      eraseAt: inMinutes(policy.retentionMinutes),
      dueAt: inMinutes(policy.retentionMinutes),
    })
    expect(entry).toMatchObject({ what: 'report.closed', facts: { desk, outcome: 'crime-recorded' } })
  })

  const advised = { outcome: 'advice-given', notifiesSupervisors: false } as const
  const prompt = acknowledgedReport(inMinutes(60), sent)

  test.each([
    ['is immediate', { ...prompt, grade: 'immediate' as const }, advised, true],
    ['was immediate', { ...prompt, decision: { ...prompt.decision, grade: 'immediate' as const } }, advised, true],
    ['is one of many', prompt, { ...advised, notifiesSupervisors: true }, true],
    ['is neither', prompt, advised, false],
  ])(
    'the supervisors of the desk are notified of the closing of a report that %s: %j',
    (_why, report, how, isNotified) => {
      const { next } = close(report, how, maker)
      expect(pendingAlertOf(next) === next).toBe(isNotified)
      if (!isNotified) return
      expect(next).toMatchObject({ alerting: { kind: 'closing', rung: 1 }, dueAt: inMinutes(1) })
      expect(markAlerted(next, maker.now).next.dueAt).toBe(inMinutes(policy.retentionMinutes))
    },
  )

  test('a report that was added to meanwhile is due for routing after it is closed, which reopens it', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition('unrouted') } }
    expect(close(report, { outcome: 'crime-recorded', notifiesSupervisors: false }, maker).next.dueAt).toBe(
      inMinutes(1),
    )
  })

  test('a closed report under a legal hold has no erase date until the hold is lifted', () => {
    const report = closedReport(inMinutes(60))
    const held = hold(report, true, maker)
    const { dueAt: _dueAt, ...rest } = report
    expect(held.next).toEqual({ ...rest, heldBy: 'officer-1' })
    expect(held.entry).toMatchObject({ what: 'hold.set', facts: { desk } })
    const lifted = hold(held.next, false, maker)
    const eraseAt = inMinutes(policy.retentionMinutes)
    expect(lifted.next).toEqual({ ...rest, eraseAt, dueAt: eraseAt })
    expect(lifted.entry.what).toBe('hold.lifted')
  })

  test('a report whose additions have all reached the desk has an erase date after it is closed', () => {
    const report = { ...acknowledgedReport(inMinutes(60), sent), supplements: { p1: addition(desk) } }
    expect(close(report, { outcome: 'crime-recorded', notifiesSupervisors: false }, maker).next.dueAt).toBe(
      inMinutes(policy.retentionMinutes),
    )
  })

  test('a report that was held before it is closed has no erase date', () => {
    const report = acknowledgedReport(inMinutes(60), sent)
    const held = hold(report, true, maker).next
    expect(held).toEqual({ ...report, heldBy: 'officer-1' })
    if (held.state !== 'acknowledged') throw new Error('a hold changed the state')
    expect('dueAt' in close(held, { outcome: 'crime-recorded', notifiesSupervisors: false }, maker).next).toBe(false)
  })

  test('an addition that waits for routing stays due when a hold is set or lifted', () => {
    const report = { ...closedReport(inMinutes(60)), supplements: { p1: addition('unrouted') } }
    expect(hold(report, true, maker).next.dueAt).toBe(inMinutes(1))
    expect(hold(report, false, maker).next.dueAt).toBe(inMinutes(1))
  })
})

describe('reopening', () => {
  test('a closed report that is reopened is with the officer who reopened it, and must be closed in a day', () => {
    const { outcome: _outcome, closedAt: _closedAt, eraseAt: _eraseAt, ...rest } = closedReport(inMinutes(60))
    const { next, entry } = reopen(closedReport(inMinutes(60)), 'closed-wrongly', maker)
    expect(next).toEqual({
      ...rest,
      state: 'acknowledged',
      officer: 'officer-1',
      acknowledgedAt: at,
      alerting: { ...rest.alerting, since: 2, earlierSince: [1], actBy: inMinutes(day) },
      dueAt: inMinutes(day),
    })
    expect(entry).toEqual({ at, who: 'officer-1', what: 'report.reopened', facts: { desk, reason: 'closed-wrongly' } })
  })

  test('a withdrawal stays undecided when its report is reopened, and its alert is sent', () => {
    const alerting = { kind: 'withdrawal', rung: 1, since: 1, also: 'desk-supervisor' } as const
    const report = { ...closedReport(inMinutes(1)), withdrawal, alerting }
    const { next } = reopen(report, 'reporter-asked', maker)
    expect(next).toMatchObject({ withdrawal, dueAt: inMinutes(1) })
    expect(pendingAlertOf(next)).toBe(next)
    // The alert of a closing that was undone was once sent to the supervisors all the same.
    expect(next.alerting.also).toBeUndefined()
  })
})
