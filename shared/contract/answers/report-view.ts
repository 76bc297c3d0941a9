import type { ServedDesk } from '../../domain/desk.ts'
import type { DeskList } from '../../domain/desk-list.ts'
import type { ReportView } from '../../domain/report-view.ts'
import type { Problem } from '../problem.ts'
import { deskListWords, deskWords } from '../words/desks.ts'
import {
  ageGroupWords,
  alertKindWords,
  gradeReasonWords,
  gradeWords,
  keepReasonWords,
  outcomeWords,
  reportStateWords,
} from '../words/report.ts'
import { answerOf, flag, instant, listOf, oneOf, optional, text, whole } from './describe.ts'
import { notices } from './problem.ts'

const count = (about: string) => whole(about, { least: 0, most: 1000 })

/** The fields that say where the person is, and how sure the desk is. */
export const factsFields = {
  division: optional(text('The letter of the division where the person is, where that is known.')),
  alsoPossible: optional(
    listOf(
      'Other places where the person may be, likeliest first, where the division is not sure.',
      text('The letter of a division, or the name of a police force.'),
    ),
  ),
  forces: optional(
    listOf(
      'The police force outside Scotland where the person is, or each that it may be, likeliest first.',
      text('The name of a police force.'),
    ),
  ),
  imagesAge: optional(
    oneOf('Set when nobody asked how old the person is in the images: the age now alone decided.', {
      'not-asked': 'Nobody asked.',
    }),
  ),
} as const

const reportViewFields = {
  reportId: text('The reference without its hyphens. Use it in addresses.'),
  reference: text('The name of the report as its reporter knows it: 12 characters in fours.'),
  isDrill: optional(
    flag('Set for a drill: nobody reported it, it has no text, and acknowledging it ends it. Show it as one.'),
  ),
  state: oneOf('Where the report is in its life.', reportStateWords),
  desk: oneOf('The desk that has the report. Only its officers can open it.', deskWords),
  grade: oneOf('How fast the report must be seen.', gradeWords),
  gradeReasons: listOf('What raised the grade above standard.', oneOf('One reason.', gradeReasonWords)),
  ageGroup: oneOf('Who must care for the report.', ageGroupWords),
  ...factsFields,
  receivedAt: instant('When the report was received.'),
  dueAt: optional(
    instant(
      'When Harbour itself acts next on the report: it sends or repeats an alert, reminds the desk, or erases the text. It is no deadline of an officer; that is `actBy`.',
    ),
  ),
  actBy: optional(
    instant(
      'By when an officer must act on the newest alert: acknowledge the report, open it, read what was added, or close it. Left out until the alert is sent, and once the report is closed or erased. What Harbour does next, and when, is `dueAt`.',
    ),
  ),
  alertKind: oneOf('Why the desk was notified last.', alertKindWords),
  alertRung: whole(
    'The rung of the ladder that the newest alert stands on: 1 for the first alert, one more each time nobody answers.',
    {
      least: 1,
      most: Number.MAX_SAFE_INTEGER,
    },
  ),
  acknowledgedBy: optional(text('The officer who acknowledged the report, by subject id.')),
  acknowledgedAt: optional(instant('When the report was acknowledged.')),
  unreadSince: optional(
    instant(
      'Since when an officer has the report with an addition that nobody has read. Opening every page answers it.',
    ),
  ),
  additions: count('How many additions of the reporter the report has.'),
  notes: count('How many notes of officers the report has.'),
  handledAt: optional(instant('When an officer of any desk first did anything with the report.')),
  readAt: optional(
    instant('When an opening first showed the report to the desk that has it. Left out while it is unread.'),
  ),
  withdrawalRequestedAt: optional(instant('When the reporter asked to withdraw the report.')),
  withdrawalDueAt: optional(
    instant('By when an officer must decide about the withdrawal. Left out once an officer has decided.'),
  ),
  withdrawalKeptAt: optional(instant('When an officer decided to keep the text of the withdrawn report.')),
  withdrawalKeptFor: optional(oneOf('Why the text of the withdrawn report is kept.', keepReasonWords)),
  withdrawnAt: optional(instant('When the report was withdrawn and its text erased.')),
  outcome: optional(oneOf('How the report ended.', outcomeWords)),
  closedAt: optional(instant('When the report was closed.')),
  heldBy: optional(text('The officer who set a legal hold, by subject id. While it is there the text is not erased.')),
} as const

/** What an officer sees of a report before opening it: facts and times, never a word that was typed. */
export const reportViewAnswer = answerOf<ReportView>(
  'A report as an officer sees it before opening it: facts and times, never a word that was typed.',
)(reportViewFields)

/** What a note returns. */
export interface NoteAdded extends ReportView {
  readonly notices: readonly Problem[]
}

/** The 200 of a note. */
export const noteAddedAnswer = answerOf<NoteAdded>(
  'The report as it is now, facts only, and what was changed in the note.',
)({
  ...reportViewFields,
  notices,
})

/** One page of a desk's list. */
export interface DeskListPage {
  readonly desk: ServedDesk
  readonly state: DeskList
  readonly at: string
  readonly reports: readonly ReportView[]
  readonly next?: string
}

/** The 200 of GET /duty/reports. */
export const deskListAnswer = answerOf<DeskListPage>("One page of a desk's list.")({
  desk: oneOf('Whose list it is.', deskWords),
  state: oneOf('Which list of the desk it is.', deskListWords),
  at: instant("When the list was read, by Harbour's clock: count the time to an `actBy` from here."),
  reports: listOf('The reports, most urgent first.', reportViewAnswer),
  next: optional(text('There are more reports: send this as `cursor` to get the next page.')),
})
