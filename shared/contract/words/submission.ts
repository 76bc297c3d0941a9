import { listEntries } from '../fields.ts'
import type { Submission } from '../submission.ts'
import { ageBandWords } from './report.ts'
import { offenceWords } from './submission-offence.ts'
import type { WordsOf } from './words-of.ts'

const yesNoUnknown = { yes: 'Yes.', no: 'No.', unknown: 'Not known.' }

/** What each part of a submission is. A field without words does not compile. */
export const submissionWords: WordsOf<Submission> = {
  about:
    'A report. Every field and every group is optional: a person who stops after three answers still has a report. Leave out what was not asked or not answered.',
  fields: {
    reporter: {
      about: 'Who is reporting.',
      fields: {
        role: {
          about: 'Who fills this in. Left out counts as the victim.',
          values: {
            victim: 'The person who is being blackmailed.',
            'parent-carer': 'A parent or carer of that person.',
            teacher: 'A teacher or another member of staff at a school.',
            'social-worker': 'A social worker.',
            friend: 'A friend.',
            professional: 'Somebody else who supports that person in their work.',
            other: 'Anybody else.',
          },
        },
      },
    },
    age: {
      about:
        'How old the person in the images is now, and was in the images. Ask both: they decide who reads the report.',
      fields: {
        now: {
          about: 'Age now. Left out counts as unknown, and unknown counts as under 18.',
          values: ageBandWords,
        },
        inImages: {
          about:
            'Age when the images were made. An answer of `unknown` counts as under 18, whatever the age now. Left out means that nobody asked: the age now decides.',
          values: ageBandWords,
        },
        dateOfBirth: 'Instead of `now`. A day, `2009-11-24`.',
      },
    },
    location: {
      about:
        'Where the person is. Any one of these is enough, and none is needed. It decides which desk has the report.',
      fields: {
        postcode:
          'In full, its sector or its district, in any case, with or without a space; in full also inside an address. A wrong one is kept and counts as unknown.',
        council: 'GSS code (S12…) or name of a Scottish council. It decides between the divisions of a district.',
        country: 'Name or ISO code. It decides in a district on both sides of the border.',
        unknown: 'True when the person does not want to say, or does not know.',
      },
    },
    danger: {
      about: 'Whether somebody must act at once. It decides the grade.',
      fields: {
        inDangerNow: { about: 'Whether anybody is in danger now.', values: yesNoUnknown },
        selfHarm: {
          about: 'Whether the person thinks of harming themselves.',
          values: {
            none: 'No.',
            thoughts: 'They have thoughts of it.',
            plan: 'They have a plan.',
            attempt: 'They have tried.',
            unknown: 'Not known.',
          },
        },
      },
    },
    ...offenceWords,
    contact: {
      about: 'How the person may be reached safely.',
      fields: {
        safeChannels: {
          about: `Ways to reach the person that nobody else sees, at most ${listEntries}.`,
          each: {
            about: 'One way to reach the person.',
            fields: {
              kind: {
                about: 'What kind of way.',
                values: { phone: 'A call.', sms: 'A text message.', email: 'An email.', other: 'Something else.' },
              },
              value: 'The number or address.',
              safeTimes: "When it is safe, in the person's own words.",
              mayLeaveMessage: 'Whether an officer may leave a message there.',
            },
          },
        },
        codeWord: 'A word by which the person knows that it is really the police who call.',
        language: 'The language that the person wants to be spoken to in.',
        name: 'What the person wants to be called. It need not be a real name.',
        adult: {
          about: 'An adult whom a child trusts and the police may speak to.',
          fields: {
            name: 'Their name.',
            relationship: 'Who they are to the child.',
            channel: 'How they are reached.',
          },
        },
      },
    },
    narrative: "What happened, in the person's own words.",
    reportedElsewhere: {
      about: 'Who else was told.',
      fields: {
        platform: 'The platform that it was reported to, and what it answered.',
        bank: 'The bank that it was reported to, and what it answered.',
        policeReference: 'A reference from the police, if there is one already.',
        ceop: { about: 'Whether CEOP was told.', values: yesNoUnknown },
        reportRemove: { about: 'Whether Report Remove was used.', values: yesNoUnknown },
        stopNcii: { about: 'Whether StopNCII.org was used.', values: yesNoUnknown },
      },
    },
  },
}
