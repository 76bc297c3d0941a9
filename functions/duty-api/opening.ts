import {
  isOpenable,
  type OpenableReport,
  type OpeningReason,
  recordOpening,
} from '../../shared/domain/officer-steps.ts'
import { pageOfParts } from '../../shared/domain/part-page.ts'
import { inFours } from '../../shared/domain/reference.ts'
import type { Part } from '../../shared/domain/report.ts'
import { reportPart } from '../../shared/domain/report-keys.ts'
import { isFullOf } from '../../shared/domain/reporter-steps.ts'
import { type HttpReply, type HttpRequest, refuse } from '../../shared/lambda/http.ts'
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
): Promise<{ readonly noteId: string; readonly note: Part }> => {
  const { reportId, desk } = report
  const noteId = newTextId()
  const at = now().toISOString()
  const { wrappedKey, sealed } = await sealer.seal({ reportId, receivedAt: at, part: noteId }, text, desk)
  await texts.put(reportId, noteId, sealed)
  return { noteId, note: { kind: 'note', at, wrappedKey, desk, officer: officer.subject } }
}

const openPart = async (
  texts: SealedTexts,
  session: DeskSession,
  reportId: string,
  [id, part]: readonly [string, Part],
) => {
  const { kind, at, officer, desk, wrappedKey } = part
  const shown = { id, kind, at, ...(officer === undefined ? {} : { officer }) }
  if (desk === 'unrouted') return { ...shown, waiting: true }
  const sealed = await texts.findSealed(reportId, id)
  if (sealed === undefined) throw new Error(`part ${id} of the report has no sealed text`)
  return { ...shown, text: await session.open({ reportId, receivedAt: at, part: id }, wrappedKey, sealed) }
}

const openAll = async (
  { texts, reader }: OpeningDeps,
  report: OpenableReport,
  [officer, before]: readonly [Officer, string | undefined],
): Promise<HttpReply> => {
  const { reportId, receivedAt, wrappedKey, textId, desk, state } = report
  const session = await reader.begin(desk, officer)
  const sealed = await texts.findSealed(reportId, textId)
  if (sealed === undefined) throw new Error('the report has no sealed text')
  const text = await session.open({ reportId, receivedAt, part: reportPart }, wrappedKey, sealed)
  const page = pageOfParts(report.parts, before)
  const parts = await Promise.all(page.parts.map((part) => openPart(texts, session, reportId, part)))
  const earlier = page.earlier === undefined ? {} : { earlier: page.earlier }
  const submission = JSON.parse(text) as unknown
  return {
    status: 200,
    body: { reportId, reference: inFours(reportId), desk, state, receivedAt, report: submission, parts, ...earlier },
  }
}

/**
 * Opens a report with what came later: the newest parts, or with `before` those that came before a part.
 *
 * The reading is stored in the log before the reader role is assumed and anything is opened: no log entry, no plain text. A crash after it
 * leaves a reading logged that did not happen. Each repeat is another reading, and is logged as one.
 */
export const openReport = async (
  deps: OpeningDeps,
  [request, officer]: readonly [HttpRequest, Officer],
  {
    reason,
    note,
    before,
  }: { readonly reason: OpeningReason; readonly note: string; readonly before?: string | undefined },
): Promise<HttpReply> => {
  const recorded = await moveOn(
    deps,
    [request, officer, 'own-desk'],
    async (report): Promise<Decision<OpenableReport>> => {
      if (!isOpenable(report)) return refused(409, erasedText(report))
      if (isFullOf('opening', report))
        return refused(
          409,
          'this report holds as many notes and openings as it can: it can be closed, but not opened again',
        )
      if (before !== undefined && !Object.hasOwn(report.parts ?? {}, before)) {
        const detail = 'is not the earlier of an opening of this report'
        return {
          step: undefined,
          reply: refuse(400, 'change what the problems name and ask again', [{ pointer: '/before', detail }]),
        }
      }
      const sealed = await sealNote(deps, report, [officer, note])
      return toStep(recordOpening(report, { reason, ...sealed }, { officer: officer.subject, now: deps.now() }))
    },
  )
  return recorded.step === undefined ? recorded.reply : openAll(deps, recorded.step.next, [officer, before])
}
