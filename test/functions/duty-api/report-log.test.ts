import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../shared/adapters/reporter-credentials.ts'
import type { ReportLogPage } from '../../../shared/contract/answers/log.ts'
import { chainEntry, verifyLog } from '../../../shared/domain/log.ts'
import { given } from '../../kit/given.ts'
import { fife, leith } from '../../kit/officers.ts'

it('an officer reads the whole log of a report, which anybody can verify', async () => {
  const { harbour, report } = await given.alertedReport()
  const reply = await report.readLog(leith)
  expect(reply).toMatchObject({ status: 200, body: { whole: true } })
  const { entries } = reply.body as ReportLogPage
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

describe('the log of a report with 30,000 entries', () => {
  /** A report whose log has that many entries more, chained as every log is. */
  const withLongLog = async () => {
    const { harbour, report } = await given.alertedReport()
    const log = [...harbour.logOf(report)]
    const { at, who } = log.at(-1) ?? { at: '', who: '' }
    for (let count = 0; count < 30_000; count += 1) {
      const facts = { additionId: `addition-${count}`.padEnd(36, '"') }
      const newest = log.at(-1) ?? { seq: 0, hash: '' }
      log.push(chainEntry(report.reportId, newest, { at, who, what: 'addition.received', facts }, sha256))
    }
    const { seq, hash } = log.at(-1) ?? { seq: 0, hash: '' }
    const kept = harbour.reports.kept.get(report.reportId)
    Object.assign(kept ?? {}, { log, report: { ...kept?.report, seq, hash } })
    return { report, log }
  }

  it('comes in pages that a Lambda function can answer, and each page says that it is whole', async () => {
    const { report, log } = await withLongLog()
    const read = []
    let cursor: string | undefined
    let pages = 0
    do {
      const { status, body } = await report.readLog(leith, cursor === undefined ? undefined : { cursor })
      expect(status).toBe(200)
      expect(Buffer.byteLength(JSON.stringify({ body: JSON.stringify(body) }))).toBeLessThan(6 * 1024 * 1024)
      const page = body as ReportLogPage
      expect(page.whole).toBe(true)
      read.push(...page.entries)
      cursor = page.next
      pages += 1
    } while (cursor !== undefined)
    expect(read).toEqual(log)
    expect(pages).toBeGreaterThan(3)
  })
})

it.each(['-1', 'next', '', '1e9', '12345678901'])(
  'a page that begins at %j is refused, with what to send',
  async (cursor) => {
    const { report } = await given.alertedReport()
    expect(await report.readLog(leith, { cursor })).toMatchObject({
      status: 400,
      body: { problems: [{ pointer: '/cursor', code: 'not-a-cursor' }] },
    })
  },
)

it('a page after the last entry is empty', async () => {
  const { report } = await given.alertedReport()
  const { body } = await report.readLog(leith, { cursor: '4' })
  expect(body).toMatchObject({ entries: [], whole: true })
  expect(body).not.toHaveProperty('next')
})
