import { minutesAfter, policy } from './policy.ts'
import { defined, without } from './record.ts'
import { type Report, type Shelf, type ShelfCopy, type Supplement, type Supplements, unrouted } from './report.ts'
import { type AddableReport, type OwnedReport, shelvesOf, supplementsOf } from './report-states.ts'

/** A supplement with its id. */
export type Identified = readonly [id: string, supplement: Supplement]

/** Orders supplements by time, the oldest first; those of one millisecond by their ids. */
export const byTime = ([idA, a]: Identified, [idB, b]: Identified): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return idA < idB ? -1 : 1
}

/** How many digits of a fingerprint a shelf keeps: one shelf in 3,000 is looked into for nothing. */
const fingerprintDigits = 4

/**
 * Takes the oldest supplements of one address for a shelf. Whoever decides on the same report takes the same ones, so
 * that two who fill a shelf at once write the same item.
 */
const fillShelf = (report: AddableReport): ShelfCopy | undefined => {
  const held = supplementsOf(report).toSorted(byTime)
  if (held.length < policy.heldSupplements) return undefined
  const desk = report.state === 'received' ? unrouted : report.desk
  for (const address of [desk, unrouted] as const) {
    const oldest = held.filter(([, supplement]) => supplement.desk === address).slice(0, policy.shelfSupplements)
    if (oldest.length === policy.shelfSupplements) return toCopy(report.seq, address, oldest)
  }
  return undefined
}

const toCopy = (seq: number, desk: Shelf['desk'], taken: readonly Identified[]): ShelfCopy => {
  const supplements = taken.map(([, supplement]) => supplement)
  const additions = supplements.filter(({ kind }) => kind === 'addition')
  const shelf = {
    filledSeq: seq,
    copiedSeq: seq,
    desk,
    ...(supplements.some(({ isUnread }) => isUnread) ? { isUnread: true as const } : {}),
    additions: additions.length,
    notes: supplements.length - additions.length,
    ...defined({ newestAdditionAt: additions.at(-1)?.at }),
    fingerprints: supplements.map(({ fingerprint = '' }) => fingerprint.slice(0, fingerprintDigits)).join(''),
  }
  // The shelf itself says what is unread.
  const entries = taken.map(([id, supplement]) => [id, without(supplement, 'isUnread')] as const)
  return { shelf, supplements: Object.fromEntries(entries) }
}

/**
 * Returns a report with one more supplement. One that holds as many as its item takes puts its oldest on a shelf, so
 * that no number of them fills it.
 */
export const withSupplement = <Kind extends AddableReport>(
  report: Kind,
  [id, supplement]: Identified,
): { readonly next: Kind; readonly beside: { readonly shelves?: readonly ShelfCopy[] } } => {
  const filled = fillShelf(report)
  if (filled === undefined) {
    return { next: { ...report, supplements: { ...report.supplements, [id]: supplement } }, beside: {} }
  }
  const left = supplementsOf(report).filter(([each]) => !Object.hasOwn(filled.supplements, each))
  const next = {
    ...report,
    supplements: { ...Object.fromEntries(left), [id]: supplement },
    shelves: [...shelvesOf(report), filled.shelf],
  }
  return { next, beside: { shelves: [filled] } }
}

/** Returns the shelves that may hold a fingerprint. */
export const shelvesWithFingerprint = (report: Report, fingerprint: string): readonly Shelf[] => {
  const digits = fingerprint.slice(0, fingerprintDigits)
  const has = (all: string): boolean => {
    for (let at = 0; at < all.length; at += fingerprintDigits) if (all.startsWith(digits, at)) return true
    return false
  }
  return shelvesOf(report).filter(({ fingerprints }) => has(fingerprints))
}

/** Returns the shelves of a report with some of them in newer copies, and when the older copies are swept away. */
export const withCopies = (
  report: AddableReport,
  copies: readonly Shelf[],
  now: Date,
): { readonly shelves?: readonly Shelf[]; readonly sweepAt?: string } => {
  if (copies.length === 0) return {}
  const shelves = shelvesOf(report).map(
    (shelf) => copies.find(({ filledSeq }) => filledSeq === shelf.filledSeq) ?? shelf,
  )
  return { shelves, sweepAt: report.sweepAt ?? sweepAtOf(now) }
}

const sweepAtOf = (now: Date): string => minutesAfter(now, policy.sweepMinutes)

/**
 * True for a report that a copy of a shelf may stand beside: it has shelves, or a crash may have left one that was to
 * be its first.
 */
export const mayHaveCopies = (report: AddableReport): boolean =>
  shelvesOf(report).length > 0 || supplementsOf(report).length >= policy.heldSupplements

/**
 * Returns when the copies of a report that is handed over are swept away: a crash may have left one without a shelf.
 */
export const sweepOnHandover = (report: OwnedReport, now: Date): { readonly sweepAt?: string } =>
  mayHaveCopies(report) ? { sweepAt: report.sweepAt ?? sweepAtOf(now) } : {}

/**
 * Returns when every copy of a report whose text is erased is swept away: when no function that began before the
 * erasure can write one any more.
 */
export const sweepOnErasure = (report: AddableReport, now: Date): { readonly sweepAt?: string } =>
  mayHaveCopies(report) || report.sweepAt !== undefined ? { sweepAt: sweepAtOf(now) } : {}

/** True when copies of shelves are to be swept away now. */
export const isToSweep = (report: Report, now: Date): boolean =>
  'sweepAt' in report && report.sweepAt !== undefined && report.sweepAt <= now.toISOString()

/** Returns some supplements with newer keys, addressed to a desk. */
export const withKeys = (
  supplements: Supplements,
  keys: Readonly<Record<string, Uint8Array>>,
  desk: Supplement['desk'],
): Supplements =>
  Object.fromEntries(
    Object.entries(supplements).map(([id, supplement]) => {
      const wrappedKey = keys[id]
      return [id, wrappedKey === undefined ? supplement : { ...supplement, wrappedKey, desk }]
    }),
  )

/** Returns supplements as a new desk gets them: every addition that had reached a desk is unread. Notes never are. */
export const unreadAgain = (supplements: Supplements): Supplements =>
  Object.fromEntries(
    Object.entries(supplements).map(([id, supplement]) => {
      const isToRead = supplement.kind === 'addition' && supplement.desk !== unrouted
      return [id, isToRead ? { ...supplement, isUnread: true } : supplement]
    }),
  )

/** Returns a shelf as a new desk gets it. */
export const unreadShelf = (shelf: Shelf): Shelf => (shelf.additions > 0 ? { ...shelf, isUnread: true } : shelf)

/** Returns shelves as a log entry names them: by the `seq` at which each was filled; nothing where there are none. */
export const shelvesIn = (shelves: readonly Shelf[]): { readonly shelves?: readonly string[] } =>
  shelves.length === 0 ? {} : { shelves: shelves.map(({ filledSeq }) => String(filledSeq)) }
