import type { ServedDesk } from '../../domain/desk.ts'
import type { Supplement } from '../../domain/report.ts'
import type { OpenableReport } from '../../domain/report-states.ts'
import type { FactsView } from '../../domain/report-view.ts'
import { type Submission, submissionSchema } from '../submission.ts'
import { deskWords } from '../words/desks.ts'
import { reportStateWords } from '../words/report.ts'
import { answerOf, anything, flag, instant, listOf, oneOf, optional, text } from './describe.ts'
import { factsFields } from './report-view.ts'

/** An addition or a note as an opening shows it. */
export interface OpenedSupplement {
  readonly id: string
  readonly kind: Supplement['kind']
  readonly at: string
  readonly officer?: string
  readonly text?: string
  readonly waiting?: boolean
  readonly failed?: boolean
}

/** What an opening returns. */
export interface Opened extends FactsView {
  readonly reportId: string
  readonly reference: string
  readonly desk: ServedDesk
  readonly state: OpenableReport['state']
  readonly receivedAt: string
  readonly report: Submission
  readonly sent?: unknown
  readonly supplements: readonly OpenedSupplement[]
  readonly withdrawalRequestedAt?: string
  readonly earlier?: string
}

const openedSupplement = answerOf<OpenedSupplement>('An addition or a note.')({
  id: text('Names it within the report.'),
  kind: oneOf('Who wrote it.', { addition: 'The reporter added it.', note: 'An officer noted it.' }),
  at: instant('When it was written.'),
  officer: optional(text('The officer who wrote it, by subject id.')),
  text: optional(text('What was written. Left out where it cannot be shown.')),
  waiting: optional(flag('True when it has not reached the desk yet. Open the report again in a minute.')),
  failed: optional(flag('True when it could not be opened. It stays unread; open the report again.')),
})

const { erased: _erased, withdrawn: _withdrawn, ...openableWords } = reportStateWords

/** The 200 of an opening: a report in clear, with what came later. */
export const openedAnswer = answerOf<Opened>('A report in clear, with what came later.')({
  reportId: text('The reference without its hyphens.'),
  reference: text('The name of the report as its reporter knows it.'),
  desk: oneOf('The desk that has the report.', deskWords),
  state: oneOf('Where the report is in its life.', openableWords),
  receivedAt: instant('When the report was received.'),
  ...factsFields,
  report: submissionSchema,
  sent: optional(
    anything(
      'What was sent, without files; only where some of it was not understood. `report` is what was understood of it.',
    ),
  ),
  supplements: listOf(
    'Additions and notes, oldest first: the newest, or the newest before `before`.',
    openedSupplement,
  ),
  withdrawalRequestedAt: optional(instant('When the reporter asked to withdraw the report.')),
  earlier: optional(text('There are older additions and notes: open again with this as `before`.')),
})
