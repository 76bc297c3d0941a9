import type { OpenedSupplement } from '../../shared/contract/answers/opened.ts'
import type { Shown } from '../../shared/domain/opening-changes.ts'
import { policy } from '../../shared/domain/policy.ts'
import { defined } from '../../shared/domain/record.ts'
import { unrouted } from '../../shared/domain/report.ts'
import { type OpenableReport, shelvesOf } from '../../shared/domain/report-states.ts'
import { byTime, type Identified } from '../../shared/domain/shelves.ts'
import { groupsBefore, groupsOf, type SupplementGroup } from '../../shared/domain/supplement-page.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { DeskSession } from '../../shared/ports/desk-reader.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { SealedText } from '../../shared/ports/sealer.ts'
import type { Shelves } from '../../shared/ports/shelves.ts'

/** What opening supplements needs. */
export interface PageDeps {
  readonly texts: SealedTexts
  readonly reports: Shelves
  readonly log: Log
}

/**
 * Returns the groups of supplements that an opening shows first to last: the newest first, or those before one of them.
 *
 * @returns undefined when `before` is no supplement of the report
 */
export const findGroups = async (
  shelves: Shelves,
  report: OpenableReport,
  before: string | undefined,
): Promise<readonly SupplementGroup[] | undefined> => {
  if (before === undefined || Object.hasOwn(report.supplements ?? {}, before)) return groupsOf(report, before)
  for (const shelf of shelvesOf(report).toReversed()) {
    const ids = (await findOnShelf(shelves, report.reportId, { shelf })).map(([id]) => id)
    if (ids.includes(before)) return groupsBefore(report, { shelf, isOldest: ids[0] === before })
  }
  return undefined
}

const findOnShelf = async (
  shelves: Shelves,
  reportId: string,
  { shelf }: Extract<SupplementGroup, { readonly shelf: unknown }>,
): Promise<readonly Identified[]> => Object.entries((await shelves.findShelf(reportId, shelf)) ?? {}).toSorted(byTime)

/** What of the supplements one opening shows. */
export interface OpenedPage {
  /** Oldest first. */
  readonly supplements: readonly OpenedSupplement[]
  /** The id of the oldest supplement of this page, when there are older ones. */
  readonly earlier?: string
  readonly shown: Shown
}

/**
 * Opens groups of supplements, the newest first, until the next would make the answer too long. The first is shown in
 * any case: a group fits an answer, however long each of its texts is.
 */
export const openGroups = async (
  deps: PageDeps,
  { reportId, session }: { readonly reportId: string; readonly session: DeskSession },
  groups: readonly SupplementGroup[],
): Promise<OpenedPage> => {
  const supplements: OpenedSupplement[] = []
  const shelves: number[] = []
  let bytes = 0
  for (const group of groups) {
    const found = 'held' in group ? group.held : await findOnShelf(deps.reports, reportId, group)
    const sealed = await Promise.all(found.map(([id]) => deps.texts.findSealed(reportId, id)))
    bytes += sealed.reduce((sum, text) => sum + answerBytesOf(text), 0)
    const isFull = supplements.length > 0 && bytes > policy.openedBytes
    if (isFull)
      return { supplements, shown: shownOf(supplements, shelves), ...defined({ earlier: supplements[0]?.id }) }
    const opened = await Promise.all(
      found.map((each, index) => openSupplement(deps, { session, reportId, sealed: sealed[index] }, each)),
    )
    supplements.unshift(...opened)
    if ('shelf' in group && found.length > 0 && opened.every(({ text }) => text !== undefined)) {
      shelves.push(group.shelf.filledSeq)
    }
  }
  return { supplements, shown: shownOf(supplements, shelves) }
}

const shownOf = (supplements: readonly OpenedSupplement[], shelves: readonly number[]): Shown => ({
  supplements: supplements.filter(({ text }) => text !== undefined).map(({ id }) => id),
  shelves,
})

/** A quotation mark is four bytes in the answer of a Lambda function, which holds our JSON as a text. */
const largestGrowth = 4

/** Returns the most bytes that a text may have in the answer of a Lambda function, by the length of what is sealed. */
const answerBytesOf = (sealed: SealedText | undefined): number =>
  Math.min(largestGrowth * (sealed?.body.length ?? 0), 2 * policy.textBytes)

/**
 * Opens one supplement. One that cannot be opened is shown as failed, stays unread, and does not keep the officer from
 * the others.
 */
const openSupplement = async (
  { log }: PageDeps,
  {
    session,
    reportId,
    sealed,
  }: { readonly session: DeskSession; readonly reportId: string; readonly sealed: SealedText | undefined },
  [id, supplement]: Identified,
): Promise<OpenedSupplement> => {
  const { kind, at, officer, desk, wrappedKey } = supplement
  const shown = { id, kind, at, ...defined({ officer }) }
  if (desk === unrouted) return { ...shown, waiting: true }
  try {
    if (sealed === undefined) throw new Error(`supplement ${id} of the report has no sealed text`)
    return { ...shown, text: await session.open({ reportId, receivedAt: at, label: id }, wrappedKey, sealed) }
  } catch (error) {
    log.fault('supplement.not-opened', error, { reportId })
    return { ...shown, failed: true }
  }
}
