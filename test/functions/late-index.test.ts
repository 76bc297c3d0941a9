import { describe, expect, it } from 'vitest'
import { createWatchDeadlines } from '../../functions/watch-deadlines/handler.ts'
import { fullSubmission } from '../builders/submission.ts'
import { alertedIn, createHarbourInMemory, tokenOf } from './duty.ts'

/** An index of DynamoDB shows a change after a moment. On one machine there is no such moment, so it is made here. */
describe('an index that is behind', () => {
  it('lists no report for a desk that has handed it over', async () => {
    const harbour = createHarbourInMemory()
    const { reportId } = await alertedIn(harbour, fullSubmission)
    const officer = tokenOf('officer-1', 'child-protection')
    const behind = { findOfDesk: async () => ({ reportIds: [reportId], next: undefined }) }
    const list = () =>
      harbour.duty('GET /duty/reports', '', { token: officer }, { ...harbour.ports, deskReports: behind })
    expect((await list()).body).toMatchObject({ reports: [{ reportId }] })
    await harbour.act('acknowledgement', reportId, officer, {})
    await harbour.act('reroute', reportId, officer, { desk: 'division-p', reason: 'wrong-desk' })
    expect((await list()).body).toMatchObject({ reports: [] })
  })

  it('drives on no report that is not due any more', async () => {
    const harbour = createHarbourInMemory()
    const { reportId } = await alertedIn(harbour, fullSubmission)
    const before = structuredClone(harbour.reportOf(reportId))
    harbour.deskQueues.sent.length = 0
    const behind = { findDue: async () => [{ reportId, dueAt: '2026-11-24T11:00:00.000Z' }] }
    await createWatchDeadlines({ ...harbour.ports, due: behind })()
    expect(harbour.reportOf(reportId)).toEqual(before)
    expect(harbour.deskQueues.sent).toEqual([])
  })
})
