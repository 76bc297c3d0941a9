import { policy } from './policy.ts'
import { defined } from './record.ts'
import type { Readable, Supplement } from './report.ts'

/** Some supplements of a report with their ids, oldest first. */
export interface SupplementPage {
  readonly supplements: ReadonlyArray<readonly [id: string, supplement: Supplement]>
  /**
   * The id of the oldest supplement of this page, when there are older ones: the next request asks for what came before
   * it.
   */
  readonly earlier?: string
}

const byTime = ([idA, a]: readonly [string, Supplement], [idB, b]: readonly [string, Supplement]): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return idA < idB ? -1 : 1
}

/**
 * Returns the newest supplements of a report, or the newest of those before one of them: no more than one answer can
 * carry, however long each is.
 *
 * @param before - the id of a supplement of the report
 */
export const pageOfSupplements = (supplements: Readable['supplements'], before?: string): SupplementPage => {
  const all = Object.entries(supplements ?? {}).toSorted(byTime)
  const end = before === undefined ? all.length : all.findIndex(([id]) => id === before)
  const start = Math.max(0, end - policy.openedSupplements)
  const page = all.slice(start, end)
  return { supplements: page, ...defined({ earlier: start > 0 ? page[0]?.[0] : undefined }) }
}
