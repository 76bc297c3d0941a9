import type { Report, Shelf, ShelfCopy, Supplements } from '../domain/report.ts'

/**
 * The older supplements of a report with their keys, each shelf in an item of its own. Every read is strongly
 * consistent.
 */
export interface Shelves {
  /** Stores a copy of a shelf. It counts once a change of the report holds it, and storing it again is harmless. */
  keepShelf(reportId: string, copy: ShelfCopy): Promise<void>
  /** Returns the supplements of a copy; undefined when it was swept away or never stored. */
  findShelf(reportId: string, shelf: Shelf): Promise<Supplements | undefined>
  /**
   * Deletes every copy that the report does not hold. One that somebody may still be about to hold is left: its
   * `copiedSeq` is the newest `seq`. When the report's text is erased, each copy goes with the sealed texts that it has
   * the keys of. Sweeping again after a crash does the rest.
   */
  sweepShelves(report: Report): Promise<void>
}
