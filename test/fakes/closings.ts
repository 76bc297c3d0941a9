import type { Closings } from '../../shared/ports/closings.ts'

/** Closings in memory. */
export const createFakeClosings = (): Closings => {
  const closings: Array<{ readonly officer: string; readonly reportId: string; readonly at: number }> = []
  return {
    count: async (officer, reportId, now) => {
      closings.push({ officer, reportId, at: now.getTime() })
      const lately = closings.filter((each) => each.officer === officer && each.at > now.getTime() - 3_600_000)
      return new Set(lately.map((each) => each.reportId)).size
    },
  }
}
