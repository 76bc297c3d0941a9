import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOfRung, isSameAlert, markAlerted, markFailed, markQueued } from '../../shared/domain/alert-changes.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { type Alerting, actByOf, isWithoutOutcome, pendingAlertOf } from '../../shared/domain/ladder.ts'
import { acknowledge } from '../../shared/domain/officer-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import { without } from '../../shared/domain/record.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isOwned } from '../../shared/domain/report-states.ts'
import {
  acknowledgedReport,
  addition,
  alertedReport,
  begun,
  closedReport,
  routedReport,
  standing,
  withdrawnReport,
} from '../kit/reports.ts'
import { desk, dueNow, inMinutes, now } from './moment.ts'

const queued = { at: dueNow, actBy: inMinutes(45) }
const onItsWay = (more: Partial<Alerting> = {}): Alerting => ({
  kind: 'new',
  rung: 1,
  since: 1,
  queued,
  digestIds: ['digest-1'],
  ...more,
})

describe('an alert whose digests are on their way', () => {
  test('a queued alert is not sent yet, and is looked at again when its digests have had their time', () => {
    const { next, entry } = markQueued(routedReport(dueNow), { ...queued, digestIds: ['digest-1'] }, now)
    expect(next).toMatchObject({ state: 'routed', alerting: { queued }, dueAt: inMinutes(policy.deliveryMinutes) })
    expect(next.alerting.sentAt).toBeUndefined()
    expect(entry).toMatchObject({ what: 'alert.queued', who: 'notify-team', facts: { desk, kind: 'new', rung: 1 } })
  })

  test('queueing an alert does not put off the routing of an addition', () => {
    const report = { ...routedReport(inMinutes(0.5)), supplements: { p1: addition('unrouted') } }
    expect(markQueued(report, { ...queued, digestIds: ['digest-1'] }, now).next).toMatchObject({
      dueAt: inMinutes(0.5),
    })
  })

  test('an alert that no channel accepted in time goes to the queue of its desk again, as if it were new', () => {
    const due = decideDue(routedReport(dueNow, onItsWay({ queued: { ...queued, at: inMinutes(-3) } })), now)
    expect(due?.change.entry.what).toBe('alert.resent')
    expect(due?.change.next).toMatchObject({ alerting: { kind: 'new', rung: 1 }, dueAt: inMinutes(1) })
    expect(due?.change.next).not.toHaveProperty('alerting.queued')
  })

  test('nothing is sent again while digests are on their way, whatever else makes the report due', () => {
    const due = decideDue(routedReport(inMinutes(1), onItsWay()), new Date(inMinutes(1)))
    expect(due).toMatchObject({ sendTo: 'nobody', change: { next: { dueAt: inMinutes(3) } } })
    const added = { ...routedReport(inMinutes(1), onItsWay()), supplements: { p1: addition('unrouted') } }
    expect(decideDue(added, new Date(inMinutes(1)))).toMatchObject({ sendTo: 'routing' })
  })

  test('the time to act stays what the digest said, however late a channel accepts it', () => {
    const { next } = markAlerted(routedReport(inMinutes(3), onItsWay()), new Date(inMinutes(2)))
    expect(next).toMatchObject({ state: 'alerted', dueAt: queued.actBy })
    expect(next.alerting).toEqual({
      kind: 'new',
      rung: 1,
      since: 1,
      queued,
      digestIds: ['digest-1'],
      sentAt: inMinutes(2),
      actBy: queued.actBy,
    })
  })

  test('the same alert is told from another rung, another desk and other digests', () => {
    const report = routedReport(dueNow, onItsWay())
    expect(isSameAlert(report, { ...report, seq: 7, grade: 'immediate' })).toBe(true)
    expect(isSameAlert(report, { ...report, desk: 'division-p' })).toBe(false)
    for (const more of [{ rung: 2 }, { kind: 'reroute' }, { actBy: dueNow }, { queued: undefined }] as const) {
      expect(isSameAlert(report, { ...report, alerting: { ...onItsWay(), ...more } as Alerting })).toBe(false)
    }
  })
})

describe('an alert that could reach nobody of an audience', () => {
  test('a report that could reach nobody is due at once, and goes up by one rung', () => {
    const { next, entry } = markFailed(routedReport(inMinutes(3), onItsWay()), now)
    expect(entry).toMatchObject({ what: 'alert.failed', who: 'deliver', facts: { desk, kind: 'new', rung: 1 } })
    expect(next).toMatchObject({ dueAt: dueNow, alerting: { failedAt: dueNow } })
    const due = decideDue(next, now)
    expect(due).toMatchObject({ sendTo: desk, change: { entry: { what: 'report.escalated', facts: { rung: 2 } } } })
    expect(due?.change.next).toHaveProperty('alerting', begun({ kind: 'escalation', rung: 2 }))
  })

  test('a failure that a clock ahead of this one noted is not taken for an alert on its way', () => {
    const { next } = markFailed(routedReport(dueNow, onItsWay()), new Date(now.getTime() + 20_000))
    expect(decideDue(next, now)?.change.entry.what).toBe('deadline.kept')
    expect(decideDue({ ...next, dueAt: inMinutes(1) } as typeof next, new Date(inMinutes(1)))?.change.entry.what).toBe(
      'report.escalated',
    )
  })

  test('a report whose other audience was reached goes up all the same', () => {
    const failed = markFailed(routedReport(inMinutes(3), onItsWay({ rung: 2 })), now).next
    const sent = markAlerted(failed, now).next
    expect(sent).toMatchObject({ dueAt: dueNow })
    expect(decideDue(sent, now)?.change.entry.what).toBe('report.escalated')
    const later = markFailed(markAlerted(routedReport(dueNow, onItsWay({ rung: 2 })), now).next, now).next
    expect(decideDue(later, now)?.change.entry.what).toBe('report.escalated')
  })

  test('on the last rung the next alert is a minute away', () => {
    const { next } = markFailed(routedReport(inMinutes(3), onItsWay({ kind: 'escalation', rung: 4 })), now)
    expect(next).toMatchObject({ dueAt: inMinutes(1) })
    expect(decideDue(next, new Date(inMinutes(1)))?.change.entry).toMatchObject({ facts: { rung: 5 } })
  })

  test('on the last rung somebody who heard is not notified again before the deadline', () => {
    const alerting = onItsWay({ kind: 'escalation', rung: 4 })
    const heard = markAlerted(routedReport(inMinutes(3), alerting), now).next
    const { dueAt } = heard as { dueAt: string }
    expect(dueAt > inMinutes(1)).toBe(true)
    expect(markFailed(heard, now).next).toMatchObject({ dueAt })
    expect(markAlerted(markFailed(routedReport(inMinutes(3), alerting), now).next, now).next).toMatchObject({ dueAt })
  })

  test('a report that waits for nobody is erased at its date, whatever alert is still to be sent', () => {
    const closing = onItsWay({ kind: 'closing' })
    const { next } = markFailed({ ...closedReport(dueNow), alerting: closing, eraseAt: inMinutes(90) }, now)
    expect(next).toMatchObject({ dueAt: inMinutes(60) })
    expect(decideDue(next, new Date(inMinutes(60)))?.change.entry.what).toBe('alert.resent')
    const late = markFailed({ ...closedReport(dueNow), alerting: closing, eraseAt: inMinutes(30) }, now).next
    expect(late).toMatchObject({ dueAt: inMinutes(30) })
    expect(decideDue(late, new Date(inMinutes(30)))?.change.entry.what).toBe('report.erased')
  })

  test('an alert without any outcome goes up when its deadline has passed, however often it is made anew', () => {
    let report: Report = routedReport(dueNow, { kind: 'new', rung: 1 })
    const whats: string[] = []
    for (let minute = 0; minute < 60; minute += 1) {
      const at = new Date(inMinutes(minute))
      const due = decideDue(report, at)
      if (due !== undefined) {
        report = due.change.next
        whats.push(due.change.entry.what)
      }
      const pending = pendingAlertOf(report)
      if (pending !== undefined && pending.alerting.queued === undefined) {
        report = markQueued(pending, { at: at.toISOString(), actBy: actByOf(pending, at), digestIds: [] }, at).next
      }
    }
    expect(whats).toContain('alert.resent')
    expect(whats).toContain('report.escalated')
  })

  test.each([
    ['a reminder', acknowledgedReport(inMinutes(3), onItsWay({ kind: 'reminder' })), 1],
    ['a withdrawal', withdrawnReport(onItsWay({ kind: 'withdrawal' }), inMinutes(3)), 60],
  ])('%s that could reach nobody is sent again later, on the same rung', (_what, report, minutes) => {
    const { next } = markFailed(report, now)
    expect(next).toMatchObject({ dueAt: inMinutes(minutes) })
    const due = decideDue(next, new Date(inMinutes(minutes)))
    expect(due?.change.entry.what).toBe('alert.resent')
    const alerting = standing({ kind: report.alerting.kind, rung: 1, digestIds: ['digest-1'] })
    expect(due?.change.next).toHaveProperty('alerting', alerting)
  })

  test('an answer ends what a failure began', () => {
    const failed = onItsWay({ sentAt: inMinutes(-60), failedAt: inMinutes(-60), actBy: inMinutes(60) })
    const report = { ...acknowledgedReport(dueNow, failed), acknowledgedAt: inMinutes(-30) }
    expect(decideDue(report, now)?.change.entry.what).toBe('deadline.kept')
  })

  test('of an alert before an answer, neither its time nor its digests count after it', () => {
    const before = onItsWay({ firstQueuedAt: inMinutes(-600), earlierDigestIds: ['digest-0'] })
    const { next } = acknowledge(routedReport(dueNow, before), { who: 'officer-leith', now })
    expect(isOfRung(next, 'digest-0')).toBe(false)
    expect(isWithoutOutcome({ ...next, alerting: without(next.alerting, 'sentAt') }, now)).toBe(false)
  })

  test('a failure never puts a report off', () => {
    const anyAlerting = fc.record({ rung: fc.integer({ min: 1, max: 9 }), minutes: fc.integer({ min: -5, max: 500 }) })
    fc.assert(
      fc.property(anyAlerting, ({ rung, minutes }) => {
        const report = alertedReport(inMinutes(minutes), onItsWay({ rung }))
        const { next } = markFailed(report, now)
        expect(isOwned(next) && next.dueAt <= report.dueAt).toBe(true)
      }),
    )
  })
})
