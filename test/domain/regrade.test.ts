import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import { isLowered, regrade } from '../../shared/domain/officer-changes.ts'
import { acknowledgedReport, alertedReport, routedReport, standing, unopenedReport } from '../kit/reports.ts'
import { dueNow, inMinutes, maker } from './moment.ts'

describe('changing the grade', () => {
  const sent = { kind: 'new', rung: 1, sentAt: '2026-11-24T12:01:00.000Z', actBy: inMinutes(20) } as const
  const to = (grade: Grade) => ({ grade, reason: 'new-facts' as const })

  test('a grade that is raised brings forward the deadline of an alert that was sent', () => {
    const report = alertedReport(inMinutes(20), sent)
    expect(regrade(report, to('immediate'), maker).next).toEqual({
      ...report,
      grade: 'immediate',
      alerting: standing({ ...sent, actBy: inMinutes(5) }),
      dueAt: inMinutes(5),
      handledAt: dueNow,
    })
  })

  test('a grade that is raised brings forward the deadline of an addition that nobody read', () => {
    const report = { ...acknowledgedReport(inMinutes(20), sent), unreadSince: inMinutes(-5) }
    expect(regrade(report, to('immediate'), maker).next).toMatchObject({
      grade: 'immediate',
      dueAt: inMinutes(5),
      unreadSince: inMinutes(-5),
      alerting: { actBy: inMinutes(5) },
    })
  })

  test('a grade that is raised leaves an officer who took the report the time to open it that its grade gives', () => {
    const report = unopenedReport(inMinutes(60), { ...sent, actBy: inMinutes(60) })
    expect(regrade(report, to('immediate'), maker).next).toMatchObject({ dueAt: inMinutes(10) })
  })

  test('a grade that is lowered never puts a deadline off', () => {
    const report = alertedReport(inMinutes(20), sent)
    expect(regrade(report, to('standard'), maker).next).toEqual({ ...report, grade: 'standard', handledAt: dueNow })
  })

  test('a grade changes no deadline while an escalation waits to be sent, nor of a report that was answered', () => {
    const pending = alertedReport(inMinutes(1), { kind: 'escalation', rung: 2 })
    expect(regrade(pending, to('immediate'), maker).next).toEqual({ ...pending, grade: 'immediate', handledAt: dueNow })
    const acknowledged = acknowledgedReport(inMinutes(60), sent)
    expect(regrade(acknowledged, to('immediate'), maker).next).toEqual({ ...acknowledged, grade: 'immediate' })
  })

  test('a change of the grade is logged with the old grade, the new one and the reason', () => {
    const { entry } = regrade(routedReport(dueNow), to('immediate'), maker)
    expect(entry).toMatchObject({ what: 'report.regraded', facts: { from: 'prompt', to: 'immediate' } })
    expect(entry.facts['reason']).toBe('new-facts')
    expect('reason' in regrade(routedReport(dueNow), { grade: 'immediate' }, maker).entry.facts).toBe(false)
  })

  test('a grade is lowered exactly when the new one is less urgent', () => {
    const pairs = grades.flatMap((from) => grades.map((other) => [from, other, isLowered(from, other)] as const))
    expect(pairs.filter(([, , lowered]) => lowered).map(([from, other]) => `${from} to ${other}`)).toEqual([
      'immediate to prompt',
      'immediate to standard',
      'prompt to standard',
    ])
  })

  test('no change of the grade ever puts off the due time or the deadline', () => {
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
