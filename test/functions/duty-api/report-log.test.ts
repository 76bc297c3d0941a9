import { expect, it } from 'vitest'
import { sha256 } from '../../../shared/adapters/reporter-credentials.ts'
import { type LogEntry, verifyLog } from '../../../shared/domain/log.ts'
import { given } from '../../kit/given.ts'
import { fife, leith } from '../../kit/officers.ts'

it('an officer reads the whole log of a report, which anybody can verify', async () => {
  const { harbour, report } = await given.alertedReport()
  const reply = await report.readLog(leith)
  expect(reply).toMatchObject({ status: 200, body: { whole: true } })
  const { entries } = reply.body as { readonly entries: readonly LogEntry[] }
  expect(entries.map(({ what }) => what)).toEqual(['report.received', 'report.routed', 'alert.queued', 'alert.sent'])
  expect(verifyLog(report.reportId, entries, harbour.reportOf(report.reportId), sha256)).toEqual({ whole: true })
})

it('a log that somebody changed says at which entry it breaks', async () => {
  const { harbour, report } = await given.alertedReport()
  const log = harbour.logOf(report).map((entry) => (entry.seq === 2 ? { ...entry, who: 'nobody' } : entry))
  Object.assign(harbour.reports.kept.get(report.reportId) ?? {}, { log })
  expect(await report.readLog(leith)).toMatchObject({ status: 200, body: { whole: false, breaksAt: 2 } })
})

it('an officer of another desk does not find the log', async () => {
  const { report } = await given.alertedReport()
  expect((await report.readLog(fife)).status).toBe(404)
})
