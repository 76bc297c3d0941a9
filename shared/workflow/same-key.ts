import type { Supplement } from '../domain/report.ts'
import type { AddableReport } from '../domain/report-states.ts'
import { shelvesWithMark } from '../domain/shelves.ts'
import { withSameKey } from '../domain/supplement-mark.ts'
import type { Shelves } from '../ports/shelves.ts'

/** What was sent before under the key of a mark. */
export interface SameKey {
  /** The supplement that an earlier try of the same text added. */
  readonly earlier?: Supplement | undefined
  /** True where the key was used: for this text or another one. */
  readonly isUsed: boolean
}

/** Finds what a report has of a key, also on its shelves. */
export const findSameKey = async (
  shelves: Shelves,
  report: AddableReport,
  mark: string | undefined,
): Promise<SameKey> => {
  if (mark === undefined) return { isUsed: false }
  const found = [...withSameKey(report.supplements, mark)]
  for (const shelf of shelvesWithMark(report, mark)) {
    found.push(...withSameKey(await shelves.findShelf(report.reportId, shelf), mark))
  }
  return { earlier: found.find(({ requestHash }) => requestHash === mark), isUsed: found.length > 0 }
}
