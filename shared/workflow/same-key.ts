import type { Supplement } from '../domain/report.ts'
import type { AddableReport } from '../domain/report-states.ts'
import { withSameKey } from '../domain/request-fingerprint.ts'
import { shelvesWithFingerprint } from '../domain/shelves.ts'
import type { Shelves } from '../ports/shelves.ts'

/** What was sent before under the key of a fingerprint. */
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
  fingerprint: string | undefined,
): Promise<SameKey> => {
  if (fingerprint === undefined) return { isUsed: false }
  const found = [...withSameKey(report.supplements, fingerprint)]
  for (const shelf of shelvesWithFingerprint(report, fingerprint)) {
    found.push(...withSameKey(await shelves.findShelf(report.reportId, shelf), fingerprint))
  }
  return { earlier: found.find((each) => each.fingerprint === fingerprint), isUsed: found.length > 0 }
}
