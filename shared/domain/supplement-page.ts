import { policy } from './policy.ts'
import type { Shelf } from './report.ts'
import { type OpenableReport, shelvesOf, supplementsOf } from './report-states.ts'
import { byTime, type Identified } from './shelves.ts'

/** Supplements that an opening shows together: some that the report's item holds, oldest first; or those of a shelf. */
export type SupplementGroup = { readonly held: readonly Identified[] } | { readonly shelf: Shelf }

const shelvesFirst = (shelves: readonly Shelf[]): readonly SupplementGroup[] =>
  shelves.toReversed().map((shelf) => ({ shelf }))

/**
 * Returns all supplements of a report, or those before one that its item holds, in groups: the newest group first.
 *
 * @param before - the id of a supplement that the item holds
 */
export const groupsOf = (report: OpenableReport, before?: string): readonly SupplementGroup[] => {
  const all = supplementsOf(report).toSorted(byTime)
  const end = before === undefined ? all.length : all.findIndex(([id]) => id === before)
  const groups: SupplementGroup[] = []
  for (let at = end; at > 0; at -= policy.shelfSupplements) {
    groups.push({ held: all.slice(Math.max(0, at - policy.shelfSupplements), at) })
  }
  return [...groups, ...shelvesFirst(shelvesOf(report))]
}

/**
 * Returns the groups of a report before a supplement that stands on a shelf. A shelf is shown whole, so what was shown
 * of it before it was a shelf is shown again.
 */
export const groupsBefore = (
  report: OpenableReport,
  { shelf, isOldest }: { readonly shelf: Shelf; readonly isOldest: boolean },
): readonly SupplementGroup[] => {
  const older = shelvesOf(report).filter(({ filledSeq }) => filledSeq < shelf.filledSeq)
  return shelvesFirst(isOldest ? older : [...older, shelf])
}
