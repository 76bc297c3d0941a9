import { timingSafeEqual } from 'node:crypto'
import { hashFollowUpCode } from '../../shared/adapters/reporter-credentials.ts'
import { isLockedOut, type WrongAttempts, windowsSince } from '../../shared/domain/attempts.ts'
import type { FollowUpCodes } from '../../shared/ports/follow-up-codes.ts'
import type { FakeReports } from './report-store.ts'

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
