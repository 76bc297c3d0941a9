import type { NoteAdded } from '../../shared/contract/answers/report-view.ts'
import { understandNote } from '../../shared/contract/supplement-text.ts'
import type { Sha256 } from '../../shared/domain/log.ts'
import { addNote } from '../../shared/domain/officer-changes.ts'
import { defined } from '../../shared/domain/record.ts'
import { type DeskReport, isOpenable } from '../../shared/domain/report-states.ts'
import { toReportView } from '../../shared/domain/report-view.ts'
import { requestFingerprint } from '../../shared/domain/request-fingerprint.ts'
import type { HttpReply } from '../../shared/lambda/http.ts'
import { type ReadSent, readSent, reusedKey, type Sent, textOf } from '../../shared/lambda/read-sent.ts'
import { findSameKey } from '../../shared/workflow/same-key.ts'
import {
  type AdvancingDeps,
  advanceAsOfficer,
  erasedText,
  type OfficerCall,
  type OfficerDecision,
  refused,
} from './officer-call.ts'
import { createNoteSealing, type NoteDeps } from './opening.ts'

/** What adding a note needs. */
export interface NoteCallDeps extends AdvancingDeps, NoteDeps {
  readonly sha256: Sha256
}

/**
 * Seals an officer's note for the desk that has the report. Nothing that the officer typed is refused for what it is:
 * what was changed is a notice. A retry under the same key with the same text adds nothing.
 */
export const addOfficerNote = async (deps: NoteCallDeps, call: OfficerCall, sent: Sent): Promise<HttpReply> => {
  const result = readSent(sent, understandNote)
  if ('refusal' in result) return result.refusal
  const words = textOf(result.read.value)
  if ('refusal' in words) return words.refusal
  const seal = createNoteSealing(deps, { officer: call.officer, ...words })
  const { reply } = await advanceAsOfficer(deps, { ...call, access: 'own-desk' }, (report) =>
    decideNote(deps, report, { ...result, ...words, call, seal }),
  )
  return reply
}

interface Note extends Pick<ReadSent, 'key' | 'isStrict' | 'notices'> {
  readonly call: OfficerCall
  readonly text: string
  readonly seal: ReturnType<typeof createNoteSealing>
}

const decideNote = async (
  deps: NoteCallDeps,
  report: DeskReport,
  { key, isStrict, notices, call: { officer }, text, seal }: Note,
): Promise<OfficerDecision> => {
  if (!isOpenable(report)) return refused('text-erased', erasedText(report))
  const fingerprint = key && requestFingerprint(deps.sha256, { use: `note/${officer.subject}`, key, text })
  const { earlier, isUsed } = await findSameKey(deps.reports, report, fingerprint)
  if (earlier !== undefined) return { change: undefined, reply: added(report, notices) }
  if (isStrict && isUsed) return { change: undefined, reply: reusedKey() }
  const { noteId, note } = await seal(report)
  const made = { who: officer.subject, now: deps.now() }
  const change = addNote(report, { noteId, note: { ...note, ...defined({ fingerprint }) } }, made)
  return { change, reply: added(change.next, notices) }
}

const added = (report: DeskReport, notices: Note['notices']): HttpReply => ({
  status: 200,
  body: { ...toReportView(report), notices } satisfies NoteAdded,
})
