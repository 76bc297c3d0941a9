import { describe, expect, test } from 'vitest'
import { listPlaceOf } from '../../shared/domain/desk-list.ts'
import { deskQueueOf } from '../../shared/domain/desk-queue.ts'
import { toDigestWords } from '../../shared/domain/digest.ts'
import { audiencesOfPending, minutesToAnswer } from '../../shared/domain/ladder.ts'
import { acknowledge, close, isLowered } from '../../shared/domain/officer-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { ReportIn } from '../../shared/domain/report.ts'
import { erasesItself } from '../../shared/domain/report-states.ts'
import { toReportView } from '../../shared/domain/report-view.ts'
import { decideRoute, type RoutingFacts } from '../../shared/domain/route.ts'
import { calm } from '../kit/urgency.ts'

const facts: RoutingFacts = {
  ages: { now: '25-44', inImages: '25-44' },
  place: { kind: 'unknown' },
  urgency: calm,
}
const decision = decideRoute(facts)
const { desk } = decision

/** A stored report with a grade as it was written, by this release or a later one. */
const graded = (grade: string): ReportIn<'routed'> =>
  ({
    state: 'routed',
    reportId: '7F3K9QWX2M4C',
    receivedAt: '2026-11-24T12:00:00.000Z',
    facts,
    seq: 2,
    hash: 'a'.repeat(64),
    wrappedKey: Uint8Array.of(1),
    textId: 'text-1',
    desk,
    grade,
    decision,
    alerting: { kind: 'new', rung: 1 },
    dueAt: '2026-11-24T12:01:00.000Z',
  }) as ReportIn<'routed'>

describe('a report with a grade that this code does not know', () => {
  const report = graded('urgent')

  test('must be answered as soon as an immediate one', () => {
    expect(minutesToAnswer(report.grade, 1)).toBe(policy.firstAlertMinutes.immediate)
  })

  test('stands among the immediate ones in the list of its desk', () => {
    expect(listPlaceOf(report)).toEqual(listPlaceOf(graded('immediate')))
    expect(listPlaceOf(report)).not.toEqual(listPlaceOf(graded('standard')))
  })

  test('is shown to its desk as immediate', () => {
    expect(toReportView(report).grade).toBe('immediate')
  })

  test('a report with an unknown grade is alerted as immediate', () => {
    const { reportId, grade } = report
    const line = { reportId, grade, rung: 1, actBy: '2026-11-24T12:15:00.000Z' }
    expect(toDigestWords([line], '').text).toContain('most urgent immediate')
    expect(deskQueueOf(report.desk, grade)).toBe('urgent')
  })

  test('an unknown grade is lowered by every grade but immediate', () => {
    expect(isLowered(report.grade, 'standard')).toBe(true)
    expect(isLowered(report.grade, 'prompt')).toBe(true)
    expect(isLowered(report.grade, 'immediate')).toBe(false)
  })

  test('a report with an unknown grade is not erased by itself after its reporter withdrew it', () => {
    const withdrawal = { requestedAt: '2026-11-24T12:00:00.000Z', dueAt: '2026-11-27T12:00:00.000Z' }
    expect(erasesItself({ ...report, withdrawal })).toBe(false)
    expect(erasesItself({ ...graded('standard'), withdrawal })).toBe(true)
  })

  test('a report with an unknown grade must be opened as soon as an immediate one', () => {
    const maker = { who: 'officer-1', now: new Date('2026-11-24T12:00:00.000Z') }
    expect(acknowledge(report, maker).next.dueAt).toBe('2026-11-24T12:10:00.000Z')
  })

  test('the supervisors are notified when a report with an unknown grade is closed', () => {
    const closed = close(
      { ...report, state: 'acknowledged', officer: 'officer-1', acknowledgedAt: report.receivedAt },
      { outcome: 'advice-given', notifiesSupervisors: false },
      { who: 'officer-1', now: new Date('2026-11-24T12:00:00.000Z') },
    )
    expect(audiencesOfPending(closed.next)).toEqual([{ desk, recipients: 'supervisor' }])
  })
})
