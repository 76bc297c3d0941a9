import type { NewestHashes } from '../../shared/ports/digest.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { FakeReports } from './report-store.ts'

/** The logs of the reports in memory. */
export const createFakeLogs = ({ kept }: FakeReports): ReportLogs & NewestHashes => ({
  findLog: async (reportId) => {
    const found = kept.get(reportId)
    if (found === undefined) return undefined
    const { seq, hash } = found.report
    return structuredClone({ entries: found.log, newest: { seq, hash } })
  },
  async *findAll() {
    for (const { report } of kept.values()) yield { reportId: report.reportId, seq: report.seq, hash: report.hash }
  },
})
