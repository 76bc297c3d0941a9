import type { InferOutput } from 'valibot'
import { policy } from '../../domain/policy.ts'
import type {
  closingSchema,
  deskListQuerySchema,
  emptySchema,
  holdSchema,
  logQuerySchema,
  noteSchema,
  openingSchema,
  regradeSchema,
  reopeningSchema,
  rerouteSchema,
  supervisedDeskQuerySchema,
  withdrawalDecisionSchema,
} from '../duty.ts'
import type { Addition, FollowUp } from '../follow-up.ts'
import type { GuidanceQuery } from '../guidance-query.ts'
import { deskListWords, deskWords } from './desks.ts'
import {
  ageBandWords,
  eraseReasonWords,
  gradeWords,
  keepReasonWords,
  openingReasonWords,
  outcomeWords,
  regradeReasonWords,
  reopenReasonWords,
  rerouteReasonWords,
} from './report.ts'
import type { WordsOf } from './words-of.ts'

const followUpCode =
  'The secret of the 202, which proves who asks. Spaces, hyphens and case are ignored; O counts as 0, and I and L count as 1.'
const ownWords = `at most ${policy.textCharacters} characters. No image, upload or base64 of any kind.`

/** What a status or a withdrawal is asked for with. */
export const followUpWords: WordsOf<FollowUp> = {
  about: 'Proves who asks. Other fields are ignored.',
  fields: { followUpCode },
}

/** What an addition is. */
export const additionWords: WordsOf<Addition> = {
  about: 'What the reporter adds.',
  fields: { followUpCode, text: `What the reporter adds, ${ownWords}` },
}

/** What advice can be asked for by. */
export const guidanceQueryWords: WordsOf<GuidanceQuery> = {
  about: 'Whom the advice is for. What is left out is not known.',
  fields: {
    age: { about: 'Age of the person now.', values: ageBandWords },
    inImages: { about: 'Age of the person when the images were made.', values: ageBandWords },
    paid: {
      about: 'Whether anything was paid.',
      values: {
        no: 'No.',
        yes: 'Yes, all that was asked.',
        partly: 'Yes, a part of it.',
        'asked-again': 'Yes, and they asked for more.',
        unknown: 'Not known.',
      },
    },
    shared: {
      about: 'Whether images were shared already.',
      values: { no: 'No.', yes: 'Yes.', unsure: 'The person is not sure.', unknown: 'Not known.' },
    },
    platform: {
      about: 'Where the images are or may be shared, where there is advice for that platform.',
      values: { instagram: 'Instagram.', discord: 'Discord.' },
    },
  },
}

/** What a list of reports can be asked for by. */
export const deskListQueryWords: WordsOf<InferOutput<typeof deskListQuerySchema>> = {
  about: 'Which reports.',
  fields: {
    desk: { about: 'Whose reports. Required from an officer of several desks.', values: deskWords },
    state: { about: 'Which list of the desk. Left out counts as `open`.', values: deskListWords },
    cursor: 'Where the page begins: the `next` value of the page before it. Left out, the list begins.',
  },
}

/** Where a page of a log begins. */
export const logQueryWords: WordsOf<InferOutput<typeof logQuerySchema>> = {
  about: 'Which entries.',
  fields: { cursor: 'Where the page begins: the `next` value of the page before it. Left out, the log begins.' },
}

/** Which desk supervisors ask of. */
export const supervisedDeskQueryWords: WordsOf<InferOutput<typeof supervisedDeskQuerySchema>> = {
  about: 'Which desk.',
  fields: { desk: { about: 'The desk. May be left out by supervisors of one desk alone.', values: deskWords } },
}

/** The body of a call that says all by its address. */
export const emptyWords: WordsOf<InferOutput<typeof emptySchema>> = { about: 'Nothing: `{}`.', fields: {} }

/** Why an officer opens a report. */
export const openingWords: WordsOf<InferOutput<typeof openingSchema>> = {
  about: 'Why the report is opened.',
  fields: {
    reason: { about: 'The reason, which is logged in clear.', values: openingReasonWords },
    note: `The reason in the officer's own words, sealed like the report, ${ownWords}`,
    before:
      'The `earlier` value of the previous opening: returns older additions and notes. Each page is logged as a separate opening.',
  },
}

/** Where a report is handed. */
export const rerouteWords: WordsOf<InferOutput<typeof rerouteSchema>> = {
  about: 'Where the report is handed, and why.',
  fields: {
    desk: { about: 'The desk that gets the report.', values: deskWords },
    reason: { about: 'Why.', values: rerouteReasonWords },
  },
}

/** The new grade of a report. */
export const regradeWords: WordsOf<InferOutput<typeof regradeSchema>> = {
  about: 'The new grade.',
  fields: {
    grade: { about: 'The grade from now on.', values: gradeWords },
    reason: { about: 'Why. Required where the new grade is less urgent than the old one.', values: regradeReasonWords },
  },
}

/** An officer's note. */
export const noteWords: WordsOf<InferOutput<typeof noteSchema>> = {
  about: 'A note.',
  fields: { text: `What the officer notes, ${ownWords}` },
}

/** How a report is closed. */
export const closingWords: WordsOf<InferOutput<typeof closingSchema>> = {
  about: 'How the report ended.',
  fields: { outcome: { about: 'The outcome.', values: outcomeWords } },
}

/** Why a report is reopened. */
export const reopeningWords: WordsOf<InferOutput<typeof reopeningSchema>> = {
  about: 'Why the report is reopened.',
  fields: { reason: { about: 'The reason.', values: reopenReasonWords } },
}

/** What is decided about a withdrawal. */
export const withdrawalDecisionWords: WordsOf<InferOutput<typeof withdrawalDecisionSchema>> = {
  about: 'What becomes of the text.',
  fields: {
    decision: {
      about: 'The decision.',
      values: { erase: 'Erase the text, as the reporter wished.', keep: 'Keep the text; the report goes on.' },
    },
    reason: {
      about:
        'Why. `reporter-confirmed`, `not-a-report` and `no-risk-found` are reasons to erase it, the others to keep it.',
      values: { ...eraseReasonWords, ...keepReasonWords },
    },
  },
}

/** Whether a report is held. */
export const holdWords: WordsOf<InferOutput<typeof holdSchema>> = {
  about: 'A legal hold.',
  fields: { held: 'True to hold the text, false to lift the hold.' },
}
