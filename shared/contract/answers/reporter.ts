import type { Advice } from '../../domain/guidance.ts'
import type { Status } from '../../domain/status.ts'
import type { Problem } from '../problem.ts'
import { adviceList } from './advice.ts'
import { answerOf, flag, instant, listOf, oneOf, optional, text } from './describe.ts'
import { notices } from './problem.ts'

/** What stands in every answer to a reporter. */
interface Padded {
  readonly padding?: string
}

const padding = optional(
  text('Random characters, so that the size of the answer says nothing of the report. Do not read them.'),
)

/** What POST /reports returns. */
export interface Accepted extends Padded {
  readonly reference: string
  readonly followUpCode: string
  readonly receivedAt: string
  readonly guidance: readonly Advice[]
  readonly notices: readonly Problem[]
}

const receivedAt = instant('When it was received. A retry returns the same.')

/** The 202 of POST /reports. */
export const acceptedAnswer = answerOf<Accepted>('What the reporter keeps, and what they can do now.')({
  reference: text('The name of the report: 12 characters in fours. Show it; the reporter may say it to anyone.'),
  followUpCode: text(
    'The secret that proves who asks: 16 characters in fours. Show it once, with the reference; it is not shown again, and nobody can recover it.',
  ),
  receivedAt,
  guidance: adviceList,
  notices,
  padding,
})

/** What an addition returns. */
export interface Added extends Padded {
  readonly receivedAt: string
  readonly notices: readonly Problem[]
}

/** The 202 of an addition. */
export const addedAnswer = answerOf<Added>('The addition is stored.')({
  receivedAt,
  notices,
  padding,
})

/** The 200 of a status. */
export const statusAnswer = answerOf<Status & Padded>(
  'Where a report stands, without saying who deals with it or where.',
)({
  state: oneOf('Where the report stands.', {
    received: 'It is on its way to a team.',
    waiting: 'A team has it, and no officer has taken it yet.',
    'with-an-officer': 'An officer has taken it.',
    closed: 'It is closed.',
    withdrawn: 'The reporter withdrew it.',
  }),
  text: text('The same in plain words, to the reporter. Show it as it is.'),
  withdrawal: optional(
    answerOf<NonNullable<Status['withdrawal']>>('What the reporter wished about withdrawing, and what became of it.')({
      requestedAt: instant('When the reporter withdrew the report.'),
      undoUntil: optional(
        instant('Until then nothing is erased and it can be undone. Left out once an officer has decided.'),
      ),
      keptAt: optional(instant('When an officer decided to keep the text.')),
    }),
  ),
  updates: listOf(
    'What happened so far, oldest first.',
    answerOf<Status['updates'][number]>('One thing that happened.')({
      at: instant('When it happened.'),
      text: text('What happened, in plain words. Show it as it is.'),
    }),
  ),
  padding,
})

/** What a withdrawal returns. */
export interface Withdrawn extends Padded {
  readonly textErased: boolean
  readonly undoUntil?: string
  readonly text: string
}

/** The 200 of a withdrawal. */
export const withdrawnAnswer = answerOf<Withdrawn>('What became of the report.')({
  textErased: flag('True when the text is erased.'),
  undoUntil: optional(instant('Nothing is erased before this, and until then it can be undone.')),
  text: text('The same in plain words, to the reporter. Show it as it is.'),
  padding,
})

/** What undoing a withdrawal returns. */
export interface Undone extends Padded {
  readonly text: string
}

/** The 200 of undoing a withdrawal. */
export const undoneAnswer = answerOf<Undone>('The report is not withdrawn.')({
  text: text('The same in plain words, to the reporter. Show it as it is.'),
  padding,
})
