import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eraseCanary, isCanary } from '../../shared/domain/canary.ts'
import { contactAudiences, sink } from '../../shared/domain/contact.ts'
import { canaryDesk, desks, isDesk, isReportDesk, isServedDesk, servedDesks } from '../../shared/domain/desk.ts'
import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import { deskQueueOf } from '../../shared/domain/desk-queue.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { type Alerting, audiencesOf, pendingAlertOf } from '../../shared/domain/ladder.ts'
import { maySee, toReportView } from '../../shared/domain/report-view.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { acknowledgedReport, alertedReport, closedReport, receivedReport, routedReport } from '../kit/reports.ts'
import { anyFacts } from './arbitraries.ts'

const due = '2026-11-24T12:05:00.000Z'
const sentAt = '2026-11-24T12:00:00.000Z'
const sent: Alerting = { kind: 'new', rung: 1, since: 1, sentAt, actBy: due }
const later = new Date('2026-11-24T13:00:00.000Z')

const routed = { ...routedReport(due), desk: canaryDesk } as const
const alerted = { ...alertedReport(due, sent), desk: canaryDesk } as const

describe('the desk of canaries', () => {
  it('has the reports whose mark was verified, whatever they say, and no other', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(decideRoute({ ...facts, isCanary: true })).toMatchObject({ desk: canaryDesk, ruleId: 'canary' })
        expect(isDesk(decideRoute(facts).desk)).toBe(true)
      }),
    )
  })

  it('is none that people serve, hand reports to or put contacts for', () => {
    expect(isReportDesk(canaryDesk)).toBe(true)
    expect([isDesk(canaryDesk), isServedDesk(canaryDesk)]).toEqual([false, false])
    const served = [...desks, ...servedDesks, ...contactAudiences.map(({ desk }) => desk)].map(String)
    expect(served).not.toContain(canaryDesk)
  })

  it('has its sink for an audience, on every rung', () => {
    for (const rung of [1, 2, 3, 4, 9]) expect(audiencesOf(canaryDesk, rung)).toEqual([sink.audience])
  })

  it('sends its alerts by the queue of what cannot wait', () => {
    expect(deskQueueOf(canaryDesk, 'standard')).toBe('urgent')
  })

  it('is in no list', () => {
    expect(listPlaceOf(alerted)).toBeUndefined()
  })

  it('is shown to nobody', () => {
    expect(maySee([...servedDesks], canaryDesk)).toBe(false)
    expect(() => toReportView(alerted)).toThrow('nobody may see one')
  })
})

describe('the erasure of a canary', () => {
  it('is of canaries alone', () => {
    expect([routed, alerted].map(isCanary)).toEqual([true, true])
    const others = [receivedReport(due), routedReport(due), alertedReport(due, sent), acknowledgedReport(due, sent)]
    expect([...others, closedReport(due)].map(isCanary)).toEqual([false, false, false, false, false])
  })

  it.each([routed, alerted])('leaves no text, no due time and no alert to send ($state)', (canary) => {
    const { next, entry, erases } = eraseCanary(canary, 'canary.withdrawn', later)
    expect(erases).toEqual([canary.textId])
    expect(next).toMatchObject({ state: 'withdrawn', withdrawnAt: later.toISOString() })
    expect([next.dueAt, pendingAlertOf(next), 'wrappedKey' in next]).toEqual([undefined, undefined, false])
    expect(entry).toMatchObject({ who: 'reporter', what: 'canary.withdrawn' })
  })

  it.each([routed, alerted])('takes the place of every alert once a canary is due ($state)', (canary) => {
    expect(decideDue(canary, later)).toMatchObject({
      change: { next: { state: 'withdrawn' }, entry: { what: 'canary.erased', who: 'watch-deadlines' } },
      sendTo: 'nobody',
    })
    expect(decideDue(canary, new Date(sentAt))).toBeUndefined()
  })
})
