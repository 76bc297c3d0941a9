import { describe, expect, it } from 'vitest'
import { given } from '../kit/given.ts'
import { childProtection } from '../kit/officers.ts'
import { fullSubmission } from '../kit/submissions.ts'

/** An index of DynamoDB shows a change after a moment. On one machine there is no such moment, so it is made here. */
describe('an index that is behind', () => {
  it('an index that is behind lists no report for a desk that has handed it over', async () => {
    const { harbour, report } = await given.acknowledgedReport({ submission: fullSubmission, by: childProtection })
    const { reportId } = report
    const deskReports = { findOfDesk: async () => ({ reportIds: [reportId], next: undefined }) }
    const list = () => harbour.duty('GET /duty/reports', '', { token: childProtection.token, ports: { deskReports } })
    expect((await list()).body).toMatchObject({ reports: [{ reportId }] })
    await report.act(childProtection, 'reroute', { desk: 'division-p', reason: 'wrong-desk' })
    expect((await list()).body).toMatchObject({ reports: [] })
  })

  it('an index that is behind makes watch-deadlines change no report that is not due any more', async () => {
    const { harbour, report } = await given.alertedReport({ submission: fullSubmission })
    const { reportId } = report
    const before = structuredClone(harbour.reportOf(reportId))
    const sent = harbour.deskQueues.sent.length
    const due = { findDue: async () => [{ reportId, dueAt: '2026-11-24T11:00:00.000Z' }] }
    await harbour.watch({ due })
    expect(harbour.reportOf(reportId)).toEqual(before)
    expect(harbour.deskQueues.sent).toHaveLength(sent)
  })
})
