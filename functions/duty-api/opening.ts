import type { Opened } from '../../shared/contract/answers/opened.ts'
import { fromReportText } from '../../shared/contract/report-text.ts'
import type { ReportDesk } from '../../shared/domain/desk.ts'
import type { SealedNote } from '../../shared/domain/officer-changes.ts'
import { markRead, type OpeningReason, recordOpening, type Shown } from '../../shared/domain/opening-changes.ts'
import { defined } from '../../shared/domain/record.ts'
import { inFours } from '../../shared/domain/reference.ts'
import { type DeskReport, isOpenable, type OpenableReport } from '../../shared/domain/report-states.ts'
import { shownDesk, toFactsView } from '../../shared/domain/report-view.ts'
import { type HttpReply, refuseProblems } from '../../shared/lambda/http.ts'
import type { DeskReader } from '../../shared/ports/desk-reader.ts'
import type { Officer } from '../../shared/ports/officer-tokens.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import { reportLabel, type Sealer } from '../../shared/ports/sealer.ts'
import { advance } from '../../shared/workflow/advance.ts'
import {
  type AdvancingDeps,
  advanceAsOfficer,
  erasedText,
  type OfficerCall,
  type OfficerDecision,
  refused,
  storeAndShow,
} from './officer-call.ts'
import { findGroups, openGroups } from './opened-page.ts'

/** What sealing an officer's note needs. */
export interface NoteDeps {
  readonly texts: SealedTexts
  readonly sealer: Sealer
  readonly newTextId: () => string
  readonly now: () => Date
}

/** What opening needs. */
export interface OpeningDeps extends AdvancingDeps, NoteDeps {
  readonly reader: DeskReader
}

interface Opening {
  readonly reason: OpeningReason
  readonly note: string
  /** The id of a supplement: the opening shows what came before it. */
  readonly before?: string | undefined
}

/**
 * Opens a report with its newest additions and notes, or with `before` those that came before one of them.
 *
 * The reading is stored in the log before the reader role is assumed and anything is opened: no log entry, no plain
 * text. What was shown is marked as read after that. A crash between them leaves a logged reading that did not happen,
 * and the additions unread. Each repeat is another reading, and is logged as one.
 */
export const openReport = async (
  deps: OpeningDeps,
  call: OfficerCall,
  { reason, note, before }: Opening,
): Promise<HttpReply> => {
  const { officer } = call
  const seal = createNoteSealing(deps, { officer, text: note })
  const decide = async (report: DeskReport): Promise<OfficerDecision<OpenableReport>> => {
    if (!isOpenable(report)) return refused('text-erased', erasedText(report))
    const isPage = before === undefined || (await findGroups(deps.reports, report, before)) !== undefined
    if (!isPage) return refuseBefore()
    const sealed = await seal(report)
    return storeAndShow(recordOpening(report, { reason, sealed }, { who: officer.subject, now: deps.now() }))
  }
  const { change, reply } = await advanceAsOfficer(deps, { ...call, access: 'own-desk' }, decide)
  if (change === undefined) return reply
  const { opened, shown } = await openAll(deps, change.next, { officer, before })
  await markShown(deps, change.next, { officer, shown })
  return { status: 200, body: opened satisfies Opened }
}

const refuseBefore = (): OfficerDecision<never> => {
  const detail = 'must be the `earlier` value of an opening of this report'
  return { change: undefined, reply: refuseProblems([{ pointer: '/before', detail, code: 'not-a-page' }]) }
}

/**
 * Returns what seals an officer's words for the desk that has a report: once, however often the report changes
 * meanwhile, and again only for another desk.
 */
export const createNoteSealing = (deps: NoteDeps, note: OfficerWords) => {
  const sealed = new Map<ReportDesk, Promise<SealedNote>>()
  return (report: OpenableReport): Promise<SealedNote> => {
    const sealing = sealed.get(report.desk) ?? sealNote(deps, report, note)
    sealed.set(report.desk, sealing)
    return sealing
  }
}

interface OfficerWords {
  readonly officer: Officer
  readonly text: string
}

/**
 * Seals an officer's words for the desk that has the report, and stores the text. Its key is for the report to hold.
 */
const sealNote = async (
  { texts, sealer, newTextId, now }: NoteDeps,
  report: OpenableReport,
  { officer, text }: OfficerWords,
): Promise<SealedNote> => {
  const { reportId, desk } = report
  const noteId = newTextId()
  const at = now().toISOString()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt: at, label: noteId }, text, desk)
  await texts.put(reportId, noteId, sealed)
  return { noteId, note: { kind: 'note', at, wrappedKey, desk, officer: officer.subject } }
}

const openAll = async (
  deps: OpeningDeps,
  report: OpenableReport,
  { officer, before }: { readonly officer: Officer; readonly before: string | undefined },
) => {
  const { reportId, receivedAt, wrappedKey, textId, desk, state, withdrawal } = report
  const session = await deps.reader.begin(desk, officer)
  const sealed = await deps.texts.findSealed(reportId, textId)
  if (sealed === undefined) throw new Error('the report has no sealed text')
  const text = await session.open({ reportId, receivedAt, label: reportLabel }, wrappedKey, sealed)
  // The opening itself may have filled a shelf.
  const groups = (await findGroups(deps.reports, report, before)) ?? []
  const { shown, ...page } = await openGroups(deps, { reportId, session }, groups)
  const opened = {
    reportId,
    reference: inFours(reportId),
    desk: shownDesk(desk),
    state,
    receivedAt,
    ...defined({ withdrawalRequestedAt: withdrawal?.requestedAt }),
    ...toFactsView(report.facts),
    ...fromReportText(text),
    ...page,
  }
  return { opened, shown }
}

/**
 * Marks the supplements shown to the officer as read. If that update fails, the officer still gets the text; the
 * supplements stay unread and keep escalating.
 */
const markShown = async (
  { reports, now, log }: OpeningDeps,
  { reportId, desk }: OpenableReport,
  { officer, shown }: { readonly officer: Officer; readonly shown: Shown },
): Promise<void> => {
  try {
    const marked = await advance(reports, reportId, async (report) =>
      isOpenable(report) && report.desk === desk
        ? { change: markRead(report, shown, { who: officer.subject, now: now() }) }
        : undefined,
    )
    if (typeof marked !== 'string') log.event(marked.change.entry.what, { reportId })
  } catch (error) {
    log.fault('reading.not-marked', error, { reportId })
  }
}
