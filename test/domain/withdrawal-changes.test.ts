import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markAlerted } from '../../shared/domain/alert-changes.ts'
import { change, logged } from '../../shared/domain/change.ts'
import { decideDue } from '../../shared/domain/due-change.ts'
import { isLowered, regrade } from '../../shared/domain/officer-changes.ts'
import { recordOpening } from '../../shared/domain/opening-changes.ts'
import type { ReportIn } from '../../shared/domain/report.ts'
import { erasesItself, type OpenableReport, type WithdrawnByReporter } from '../../shared/domain/report-states.ts'
import { grantWithdrawal, refuseWithdrawal } from '../../shared/domain/withdrawal-changes.ts'
import {
  acknowledgedReport,
  addition,
  adultReport,
  alertedReport,
  closedReport,
  routedReport,
  withdrawal,
} from '../kit/reports.ts'
import { dueNow as at, desk, inMinutes, maker } from './moment.ts'

const sent = {
  kind: 'withdrawal',
  rung: 1,
  sentAt: '2026-11-24T12:21:00.000Z',
  actBy: '2027-01-01T00:00:00.000Z',
} as const
const due = new Date(withdrawal.dueAt)
const adult = { ...adultReport(withdrawal.dueAt, sent), withdrawal }
const { decision } = adult
const child = { ...decision, ageGroup: 'child' as const }

/** Everything that keeps a withdrawn report from being erased by itself, each alone. */
const reasonsToDecide: ReadonlyArray<readonly [string, WithdrawnByReporter]> = [
  ["a child's", { ...adult, decision: child }],
  ['of an age group that this code does not know', { ...adult, decision: { ...decision, ageGroup: 'x' as 'adult' } }],
  ['handled by an officer once', { ...adult, handledAt: at }],
  ['withdrawn before and taken back', { ...adult, wishUndoneAt: '2026-11-24T11:00:00.000Z' }],
  ['graded immediate', { ...adult, grade: 'immediate' }],
  ['routed as immediate and lowered since', { ...adult, decision: { ...decision, grade: 'immediate' } }],
  ['of a grade that this code does not know', { ...adult, grade: 'urgent' as 'standard' }],
  ['held', { ...adult, heldBy: 'officer-1' }],
  ['added to since', { ...adult, supplements: { p1: addition(desk, '2026-11-24T12:21:00.000Z') } }],
  ['added to at the same instant', { ...adult, supplements: { p1: addition(desk, withdrawal.requestedAt) } }],
  [
    'added to, and the addition is not routed',
    { ...adult, supplements: { p1: addition('unrouted', due.toISOString()) } },
  ],
  ['acknowledged', { ...adult, ...taken() }],
  ['closed', { ...closedReport(withdrawal.dueAt), decision, grade: 'standard', withdrawal }],
]

function taken() {
  return { state: 'acknowledged', officer: 'officer-1', acknowledgedAt: at } as const
}

describe('the withdrawal of a report whose 72 hours have passed', () => {
  test.each<[string, WithdrawnByReporter]>([
    ['alerted', adult],
    ['routed', { ...adult, state: 'routed' }],
    ['graded prompt', { ...adult, grade: 'prompt' }],
    ['added to before the withdrawal', { ...adult, supplements: { p1: addition(desk, '2026-11-24T12:18:59.999Z') } }],
  ])('an untouched report of an adult that is %s erases itself', (_name, report) => {
    expect(erasesItself(report)).toBe(true)
    const decided = decideDue(report, due)
    expect(decided?.change.next).toMatchObject({ state: 'withdrawn', withdrawnAt: withdrawal.dueAt, desk })
    expect(decided?.change.entry).toMatchObject({ who: 'watch-deadlines', what: 'report.withdrawn', facts: { desk } })
    expect(decided?.change.erases).toContain('text-1')
    expect(decided?.sendTo).toBe(desk)
  })

  test('a withdrawn report keeps no key, no supplement and no officer, and its desk is notified once', () => {
    const next = decideDue({ ...adult, supplements: { p1: addition(desk, '2026-11-24T12:00:00.000Z') } }, due)?.change
      .next
    if (next?.state !== 'withdrawn') throw new Error('the report is not withdrawn')
    const left = Object.keys(next)
    expect(
      left.filter((name) => ['wrappedKey', 'textId', 'supplements', 'withdrawal', 'officer'].includes(name)),
    ).toEqual([])
    expect(next).toMatchObject({ alerting: { kind: 'withdrawal', rung: 1 } })
    expect('dueAt' in markAlerted(next, due).next).toBe(false)
  })

  test.each(reasonsToDecide)('a report that is %s is not erased: its desk is reminded to decide', (_name, report) => {
    expect(erasesItself(report)).toBe(false)
    const decided = decideDue({ ...report, dueAt: withdrawal.dueAt } as WithdrawnByReporter, due)
    expect(decided?.change.entry.what).toBe('withdrawal.reminded')
    expect(decided?.change.erases).toBeUndefined()
    const next = decided?.change.next as OpenableReport
    expect(next).toMatchObject({ state: report.state, wrappedKey: report.wrappedKey, alerting: { kind: 'withdrawal' } })
    expect(next.withdrawal).toEqual({ ...withdrawal, dueAt: '2026-11-28T12:20:00.000Z' })
    expect(decided?.sendTo).toBe(desk)
  })

  test('two reasons to decide never make a report that erases itself', () => {
    const reason = fc.constantFrom(...reasonsToDecide.map(([, report]) => report))
    fc.assert(
      fc.property(reason, reason, (one, other) => {
        const changed = Object.entries(other).filter(([name, value]) => value !== (adult as never)[name])
        expect(erasesItself({ ...one, ...Object.fromEntries(changed) } as WithdrawnByReporter)).toBe(false)
      }),
    )
  })

  test('nothing is erased a millisecond before the 72 hours have passed', () => {
    const early = new Date(due.getTime() - 1)
    expect(decideDue({ ...adult, dueAt: early.toISOString() }, early)?.change.entry.what).toBe('deadline.kept')
  })

  test('an officer who opens a report or lowers its grade keeps it from erasing itself', () => {
    const immediate = { ...adult, grade: 'immediate' as const, decision: { ...decision, grade: 'immediate' as const } }
    expect(isLowered('immediate', 'standard')).toBe(true)
    const lowered = regrade(immediate, { grade: 'standard', reason: 'risk-assessed' }, maker).next
    expect(erasesItself(lowered as WithdrawnByReporter)).toBe(false)
    const sealed = { noteId: 'n1', note: { ...addition(adult.desk), kind: 'note' as const } }
    expect(erasesItself(recordOpening(adult, { reason: 'first-assessment', sealed }, maker).next)).toBe(false)
  })

  test('a withdrawal that an officer decided is not decided again', () => {
    const kept = { at, officer: 'officer-1', reason: 'may-be-coerced' } as const
    const report = { ...adult, withdrawal: { ...withdrawal, kept } }
    expect(decideDue(report, due)?.change.entry.what).not.toMatch(/withdraw/)
  })
})

describe('when a withdrawn report is due', () => {
  const entry = logged('hold.set', maker)
  test.each<[string, OpenableReport, string | undefined]>([
    ['an alert to answer later', { ...adult, dueAt: inMinutes(10_000) }, withdrawal.dueAt],
    ['an alert to answer sooner', { ...adult, dueAt: inMinutes(5) }, inMinutes(5)],
    ['no due time of its own', { ...closedReport(at), dueAt: undefined, withdrawal } as never, withdrawal.dueAt],
  ])('a report with %s is due when the withdrawal is, or before', (_name, report, dueAt) => {
    expect((change(report, entry).next as { readonly dueAt?: string }).dueAt).toBe(dueAt)
  })

  test('a report whose withdrawal was decided is due for what it was due for', () => {
    const kept = { at, officer: 'officer-1', reason: 'may-be-coerced' } as const
    const report = { ...adult, dueAt: inMinutes(10_000), withdrawal: { ...withdrawal, kept } }
    expect(change(report, entry).next.dueAt).toBe(inMinutes(10_000))
  })
})

describe('what an officer decides about a withdrawal', () => {
  const report: ReportIn<'acknowledged'> & WithdrawnByReporter = {
    ...acknowledgedReport(inMinutes(60), sent),
    supplements: { p1: addition(desk) },
    withdrawal,
  }

  test('an officer who erases leaves no key, and the log names the officer and the reason', () => {
    const { next, entry, erases } = grantWithdrawal(report, 'reporter-confirmed', maker)
    expect(erases).toEqual(['text-1', 'p1'])
    expect(next).toMatchObject({ state: 'withdrawn', withdrawnAt: at, desk, grade: 'prompt', dueAt: inMinutes(1) })
    expect('wrappedKey' in next || 'supplements' in next || 'outcome' in next || 'officer' in next).toBe(false)
    const facts = { desk, reason: 'reporter-confirmed' }
    expect(entry).toEqual({ at, who: 'officer-1', what: 'withdrawal.granted', facts })
  })

  test('an officer who keeps the text changes nothing else, and is never asked again', () => {
    const { next, entry } = refuseWithdrawal(report, 'may-be-coerced', maker)
    const kept = { at, officer: 'officer-1', reason: 'may-be-coerced' }
    expect(next).toEqual({ ...report, withdrawal: { ...withdrawal, kept } })
    expect(entry).toMatchObject({ what: 'withdrawal.refused', facts: { desk, reason: 'may-be-coerced' } })
  })

  test('a closed report whose text an officer keeps is erased at its erase date, and never under a hold', () => {
    const closed = { ...closedReport(withdrawal.dueAt), withdrawal }
    expect(refuseWithdrawal(closed, 'needed-as-evidence', maker).next.dueAt).toBe(closed.eraseAt)
    const held = refuseWithdrawal({ ...closed, heldBy: 'officer-2' }, 'needed-as-evidence', maker).next
    expect('dueAt' in held).toBe(false)
  })

  test('an erasure that an officer decides does not silence the alert of a closing, also behind a withdrawal', () => {
    const closed = closedReport(withdrawal.dueAt)
    const begun = { kind: 'withdrawal', rung: 1, since: 2, earlierSince: [1] }
    for (const alerting of [
      { kind: 'closing', rung: 1, since: 1 },
      { kind: 'withdrawal', rung: 1, since: 1, also: 'desk-supervisor' },
    ] as const) {
      const { next } = grantWithdrawal({ ...closed, alerting, withdrawal }, 'no-risk-found', maker)
      expect(next.alerting).toEqual({ ...begun, also: 'desk-supervisor' })
      const { next: notified } = grantWithdrawal(
        { ...closed, alerting: { ...alerting, sentAt: at }, withdrawal },
        'no-risk-found',
        maker,
      )
      expect(notified.alerting).toEqual(begun)
    }
  })

  test('a withdrawal of a report that is alerted or routed can be decided too', () => {
    for (const open of [alertedReport(at, sent), routedReport(at)]) {
      expect(grantWithdrawal({ ...open, withdrawal }, 'no-risk-found', maker).next.state).toBe('withdrawn')
    }
  })
})
