import type { Shelf, Supplements } from '../domain/report.ts'
import { type AddableReport, shelvesOf } from '../domain/report-states.ts'
import { withKeys } from '../domain/shelves.ts'
import type { Shelves } from '../ports/shelves.ts'
import { sideBySide } from './side-by-side.ts'

/** Re-addresses one key of a report. */
export type Readdress = (
  reportId: string,
  wrappedKey: Uint8Array,
  from: Shelf['desk'],
  to: Shelf['desk'],
) => Promise<Uint8Array>

/** From whom to whom keys are re-addressed. */
interface Addresses {
  readonly from: Shelf['desk']
  readonly to: Shelf['desk']
}

/**
 * Returns what copies the shelves of a report that are addressed to one desk for another, whose keys KMS re-addresses.
 * The report holds the new copies once a change of it says so; until then it holds the old ones.
 *
 * A copy that an earlier try made of the same report is taken as it is, so that repeating a try that did not end goes
 * on where that one stopped. When the report changes meanwhile, keys that were re-addressed are not re-addressed again.
 */
export const createShelfCopying = (shelves: Shelves) => {
  const readdressed = new Map<string, Supplements>()

  const readdressAll = async (
    { reportId }: AddableReport,
    shelf: Shelf,
    { from, to, readdress }: Addresses & { readonly readdress: Readdress },
  ): Promise<Supplements> => {
    const supplements = await shelves.findShelf(reportId, shelf)
    if (supplements === undefined) throw new Error('a shelf of the report is not there')
    const keys = await Promise.all(
      Object.entries(supplements).map(
        async ([id, { wrappedKey }]) => [id, await readdress(reportId, wrappedKey, from, to)] as const,
      ),
    )
    return withKeys(supplements, Object.fromEntries(keys), to)
  }

  return async (report: AddableReport, addresses: Addresses, readdress: Readdress): Promise<readonly Shelf[]> => {
    const { reportId, seq } = report
    const { from, to } = addresses
    const old = shelvesOf(report).filter(({ desk }) => desk === from)
    const failed = await sideBySide(old, async (shelf) => {
      const copy = { ...shelf, copiedSeq: seq, desk: to }
      if ((await shelves.findShelf(reportId, copy)) !== undefined) return
      const name = `${shelf.filledSeq} ${shelf.copiedSeq} ${to}`
      const supplements = readdressed.get(name) ?? (await readdressAll(report, shelf, { ...addresses, readdress }))
      readdressed.set(name, supplements)
      await shelves.keepShelf(reportId, { shelf: copy, supplements })
    })
    if (failed.length > 0) throw new Error(`${failed.length} shelves could not be copied`, { cause: failed[0]?.error })
    return old.map((shelf) => ({ ...shelf, copiedSeq: seq, desk: to }))
  }
}
