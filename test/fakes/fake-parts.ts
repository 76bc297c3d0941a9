import { timingSafeEqual } from 'node:crypto'
import { hashFollowUpCode } from '../../shared/adapters/reporter-credentials.ts'
import { isLockedOut, type WrongAttempts, windowsSince } from '../../shared/domain/attempts.ts'
import { listPartition, listPlaceOf } from '../../shared/domain/desk-list.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { DeskReports } from '../../shared/ports/desk-reports.ts'
import type { NewestHashes } from '../../shared/ports/digest.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { ReportLogs } from '../../shared/ports/report-logs.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { FakeReports } from './fake-reports.ts'

/** The sealed texts in memory, where the reports are. */
export const createFakeTexts = ({ texts }: FakeReports): SealedTexts => ({
  findSealed: async (reportId, textId) => structuredClone(texts.get(`${reportId}/${textId}`)),
  put: async (reportId, textId, sealed) => void texts.set(`${reportId}/${textId}`, structuredClone(sealed)),
})

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

/** The lists of desks in memory. A cursor is the place and id of the last report of a page. */
export const createFakeDeskReports = ({ kept }: FakeReports): DeskReports => ({
  findOfDesk: async (desk, list, cursor) => {
    if (cursor !== undefined && !cursor.includes('~')) return 'not-a-cursor'
    const places = [...kept.values()].flatMap(({ report }) => {
      const place = listPlaceOf(report)
      return place?.list === listPartition(desk, list) ? [`${place.order}~${report.reportId}`] : []
    })
    const after = places.toSorted().filter((place) => cursor === undefined || place > cursor)
    const page = after.slice(0, policy.listPageReports)
    const reportIds = page.map((place) => place.split('~')[1] ?? '')
    return { reportIds, next: after.length > page.length ? page.at(-1) : undefined }
  },
})

/** The follow-up codes of the reports in memory. */
export const createFakeFollowUpCodes = ({ kept }: FakeReports, now: () => Date): FollowUpCodes => {
  const attempts = new Map<string, WrongAttempts>()
  const countWrong = (reportId: string) => {
    const before = attempts.get(reportId)
    const isSame = before !== undefined && before.windowStartedAt > windowsSince(now())
    const windowStartedAt = isSame ? before.windowStartedAt : now().toISOString()
    attempts.set(reportId, { windowStartedAt, wrong: isSame ? before.wrong + 1 : 1 })
  }
  return {
    isRight: async (reportId, code) => {
      const stored = kept.get(reportId)?.proof.followUpCodeHash ?? '0'.repeat(64)
      const isCode = timingSafeEqual(Buffer.from(hashFollowUpCode(code)), Buffer.from(stored))
      if (isCode && !isLockedOut(attempts.get(reportId), now())) return true
      countWrong(reportId)
      return false
    },
  }
}
