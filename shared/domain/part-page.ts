import { policy } from './policy.ts'
import type { Part, Readable } from './report.ts'

/** Some of a report's parts by their ids, oldest first; `earlier` is there when older ones were left for another page. */
export interface PartPage {
  readonly parts: ReadonlyArray<readonly [id: string, part: Part]>
  /** The id of the oldest part of this page: ask for what came before it. */
  readonly earlier?: string
}

const byTime = ([idA, a]: readonly [string, Part], [idB, b]: readonly [string, Part]): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return idA < idB ? -1 : 1
}

/**
 * Gives the newest parts of a report, or the newest of those before one of them: no more than one answer can carry, however long each is.
 *
 * @param before - the id of a part of the report
 */
export const pageOfParts = (parts: Readable['parts'], before?: string): PartPage => {
  const all = Object.entries(parts ?? {}).toSorted(byTime)
  const end = before === undefined ? all.length : all.findIndex(([id]) => id === before)
  const start = Math.max(0, end - policy.openedParts)
  const page = all.slice(start, end)
  const oldest = page[0]
  return { parts: page, ...(start > 0 && oldest !== undefined ? { earlier: oldest[0] } : {}) }
}
