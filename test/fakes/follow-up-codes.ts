import { timingSafeEqual } from 'node:crypto'
import { hashFollowUpCode } from '../../shared/adapters/reporter-credentials.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { FakeReports } from './report-store.ts'

/** The follow-up codes of the reports in memory. */
export const createFakeFollowUpCodes = ({ kept }: FakeReports): FollowUpCodes => ({
  isRight: async (reportId, code) => {
    const stored = kept.get(reportId)?.proof.followUpCodeHash ?? '0'.repeat(64)
    return timingSafeEqual(Buffer.from(hashFollowUpCode(code)), Buffer.from(stored))
  },
})
