import type { Supplements } from '../../shared/domain/report.ts'
import { copiedSeqOf, shelfItem } from '../../shared/domain/report-keys.ts'
import { shelvesOf } from '../../shared/domain/report-states.ts'
import type { SealedText } from '../../shared/ports/sealer.ts'
import type { Shelves } from '../../shared/ports/shelves.ts'

/**
 * Shelves in memory, where the reports are.
 *
 * @param copies - by `reportId/` and the sort key of the item
 * @param texts - by `reportId/textId`
 */
export const createFakeShelves = (copies: Map<string, Supplements>, texts: Map<string, SealedText>): Shelves => ({
  keepShelf: async (reportId, { shelf, supplements }) =>
    void copies.set(`${reportId}/${shelfItem(shelf)}`, structuredClone(supplements)),
  findShelf: async (reportId, shelf) => structuredClone(copies.get(`${reportId}/${shelfItem(shelf)}`)),
  sweepShelves: async (report) => {
    const held = shelvesOf(report).map(shelfItem)
    for (const [name, supplements] of [...copies]) {
      const [reportId, item = ''] = name.split('/')
      if (reportId !== report.reportId || held.includes(item) || copiedSeqOf(item) >= report.seq) continue
      if (!('wrappedKey' in report)) {
        for (const id of Object.keys(supplements)) texts.delete(`${reportId}/${id}`)
      }
      copies.delete(name)
    }
  },
})
