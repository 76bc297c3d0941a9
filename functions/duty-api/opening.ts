import type { Opened } from '../../shared/contract/answers/opened.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { isOpenable, type OpenableReport } from '../../shared/domain/officer-steps.ts'
import { markRead, type OpeningReason, recordOpening, type SealedNote } from '../../shared/domain/opening-steps.ts'
import { pageOfParts } from '../../shared/domain/part-page.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { Part } from '../../shared/domain/report.ts'
import { reportPart } from '../../shared/domain/report-keys.ts'
import type { DeskReport } from '../../shared/domain/report-view.ts'
import { isFullOf } from '../../shared/domain/reporter-steps.ts'
import { type HttpReply, type HttpRequest, refuseProblems } from '../../shared/lambda/http.ts'
import { advance } from '../../shared/ports/advance.ts'
import type { DeskReader, DeskSession } from '../../shared/ports/desk-reader.ts'
import type { Officer } from '../../shared/ports/officer-tokens.ts'
import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { Sealer } from '../../shared/ports/sealer.ts'
import { type Decision, erasedText, type MovingDeps, moveOn, refused, toStep } from './officer-call.ts'

/** What sealing an officer's note needs. */
export interface NoteDeps {
  readonly texts: SealedTexts
  readonly sealer: Sealer
  readonly newTextId: () => string
  readonly now: () => Date
}

/** What opening needs. */
export interface OpeningDeps extends MovingDeps, NoteDeps {
  readonly reader: DeskReader
}

/** Seals what an officer wrote for the desk that has the report, and stores its text; its key is for the report to hold. */
export const sealNote = async (
  { texts, sealer, newTextId, now }: NoteDeps,
  report: OpenableReport,
  [officer, text]: readonly [Officer, string],
): Promise<SealedNote> => {
  const { reportId, desk } = report
  const noteId = newTextId()
  const at = now().toISOString()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt: at, part: noteId }, text, desk)
  await texts.put(reportId, noteId, sealed)
  return { noteId, note: { kind: 'note', at, wrappedKey, desk, officer: officer.subject } }
}

/** Opens one part. One that cannot be opened is shown as failed, stays unread, and keeps the officer from none of the others. */
const openPart = async (
  { texts, log }: OpeningDeps,
  session: DeskSession,
  reportId: string,
  [id, part]: readonly [string, Part],
) => {
  const { kind, at, officer, desk, wrappedKey } = part
  const shown = { id, kind, at, ...(officer === undefined ? {} : { officer }) }
  if (desk === 'unrouted') return { ...shown, waiting: true }
  try {
    const sealed = await texts.findSealed(reportId, id)
    if (sealed === undefined) throw new Error(`part ${id} of the report has no sealed text`)
    return { ...shown, text: await session.open({ reportId, receivedAt: at, part: id }, wrappedKey, sealed) }
  } catch (error) {
    log.fault('part.not-opened', error, { reportId })
    return { ...shown, failed: true }
  }
}

const openAll = async (
  deps: OpeningDeps,
  report: OpenableReport,
  [officer, before]: readonly [Officer, string | undefined],
) => {
  const { reportId, receivedAt, wrappedKey, textId, desk, state, withdrawalRequestedAt } = report
  const session = await deps.reader.begin(desk, officer)
  const sealed = await deps.texts.findSealed(reportId, textId)
  if (sealed === undefined) throw new Error('the report has no sealed text')
  const text = await session.open({ reportId, receivedAt, part: reportPart }, wrappedKey, sealed)
  const page = pageOfParts(report.parts, before)
  const parts = await Promise.all(page.parts.map((part) => openPart(deps, session, reportId, part)))
  return {
    ...{ reportId, reference: inFours(reportId), desk, state, receivedAt },
    ...(withdrawalRequestedAt === undefined ? {} : { withdrawalRequestedAt }),
    report: JSON.parse(text) as Submission,
    parts,
    ...(page.earlier === undefined ? {} : { earlier: page.earlier }),
  }
}

interface Opening {
  readonly reason: OpeningReason
  readonly note: string
  /** The id of a part: gives what came before it. */
  readonly before?: string | undefined
}

/** What was given is read. A fault leaves it unread, so that its ladder goes on: the safe side, and no reason to keep the text from the officer. */
const markGiven = async (
  { reports, now, log }: OpeningDeps,
  { reportId, desk }: OpenableReport,
  [officer, given]: readonly [Officer, readonly string[]],
): Promise<void> => {
  try {
    const marked = await advance(reports, reportId, async (report) =>
      isOpenable(report) && report.desk === desk
        ? { step: markRead(report, given, { officer: officer.subject, now: now() }) }
        : undefined,
    )
    if (typeof marked !== 'string') log.event(marked.step.entry.what, { reportId })
  } catch (error) {
    log.fault('reading.not-marked', error, { reportId })
  }
}

/**
 * Opens a report with what came later: the newest parts, or with `before` those that came before a part.
 *
 * The reading is stored in the log before the reader role is assumed and anything is opened: no log entry, no plain text. What was given is
 * marked as read after that. A crash between them leaves a reading logged that did not happen, and the additions unread. Each repeat is
 * another reading, and is logged as one.
 */
export const openReport = async (
  deps: OpeningDeps,
  [request, officer]: readonly [HttpRequest, Officer],
  { reason, note, before }: Opening,
): Promise<HttpReply> => {
  const decide = async (report: DeskReport): Promise<Decision<OpenableReport>> => {
    if (!isOpenable(report)) return refused('text-erased', erasedText(report))
    if (before !== undefined && !Object.hasOwn(report.parts ?? {}, before)) {
      const detail = 'must be the `earlier` value of an opening of this report'
      return { step: undefined, reply: refuseProblems([{ pointer: '/before', detail, code: 'not-a-page' }]) }
    }
    const sealed = isFullOf('opening', report) ? undefined : await sealNote(deps, report, [officer, note])
    return toStep(recordOpening(report, { reason, sealed }, { officer: officer.subject, now: deps.now() }))
  }
  const { step, reply } = await moveOn(deps, [request, officer, 'own-desk'], decide)
  if (step === undefined) return reply
  const opened = await openAll(deps, step.next, [officer, before])
  const given = opened.parts.filter((part) => 'text' in part).map(({ id }) => id)
  await markGiven(deps, step.next, [officer, given])
  const noteKept = 'noteId' in step.entry.facts
  const body: Opened = { ...opened, ...(noteKept ? {} : { noteKept }) }
  return { status: 200, body }
}
