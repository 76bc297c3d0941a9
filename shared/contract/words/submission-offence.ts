import { listEntries } from '../fields.ts'
import type { Submission } from '../submission.ts'
import type { FieldWords } from './words-of.ts'

const yesNoUnknown = { yes: 'Yes.', no: 'No.', unknown: 'Not known.' }
const instantOrDay =
  'An instant with its offset, `2026-11-24T14:35:00Z`, or a day where the time is not known, `2026-11-24`.'
const minorUnits = 'A whole number in the minor unit of the currency (pence).'
const currency = 'ISO 4217, three capital letters.'
const ownWords = "Anything else, in the person's own words."

type Offence = Required<
  Pick<Submission, 'platforms' | 'offender' | 'timeline' | 'demand' | 'payment' | 'threat' | 'images' | 'evidence'>
>

/** What each part of a submission is that tells of the offence. */
export const offenceWords: FieldWords<Offence> = {
  platforms: {
    about: `Where it began and where it moved to, at most ${listEntries}.`,
    each: {
      about: 'One platform.',
      fields: {
        name: 'Name of the app or site.',
        use: {
          about: 'What part it had.',
          values: { began: 'It began there.', 'moved-to': 'The talk moved there.', other: 'Something else.' },
        },
      },
    },
  },
  offender: {
    about: 'What is known of the person who does this.',
    fields: {
      handles: {
        about: `Their accounts, at most ${listEntries}.`,
        each: {
          about: 'One account.',
          fields: {
            platform: 'Name of the app or site.',
            handle: 'The name of the account.',
            profileUrl: 'The address of the account, as text. It is never fetched.',
            phone: 'A number that they used.',
            email: 'An email address that they used.',
          },
        },
      },
      claimedName: 'The name that they gave.',
      notes: ownWords,
    },
  },
  timeline: {
    about: 'When it happened.',
    fields: {
      firstContactAt: `The first contact. ${instantOrDay}`,
      firstThreatAt: `The first threat. ${instantOrDay}`,
      lastContactAt: `The last contact. ${instantOrDay}`,
      ongoing: {
        about: 'Whether they are still in contact.',
        values: {
          yes: 'Yes.',
          no: 'No.',
          blocked: 'The person has blocked them.',
          unknown: 'Not known.',
        },
      },
    },
  },
  demand: {
    about: 'What is asked for, and by when.',
    fields: {
      kind: {
        about: 'What is asked for.',
        values: {
          money: 'Money, or what can be turned into it.',
          'more-images': 'More images.',
          'account-use': 'The use of an account of the person.',
          act: 'That the person does something.',
          other: 'Something else.',
        },
      },
      amountMinor: `How much. ${minorUnits}`,
      currency,
      deadlineAt: `By when. ${instantOrDay}`,
      notes: ownWords,
    },
  },
  payment: {
    about: 'What was paid, if anything, and how.',
    fields: {
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
      amountMinor: `How much. ${minorUnits}`,
      currency,
      method: {
        about: 'How it was paid.',
        values: {
          'money-service-bureau': 'By a money transfer service.',
          'bank-transfer': 'By bank transfer.',
          'gift-card': 'By gift cards.',
          crypto: 'In a cryptocurrency.',
          paypal: 'By PayPal.',
          'cash-app': 'By Cash App.',
          other: 'In another way.',
        },
      },
      account: 'The account that was paid.',
      sortCode: 'Its sort code.',
      iban: 'Its IBAN.',
      wallet: 'The address of the wallet that was paid.',
      transactionReferences: { about: `References of the payments, at most ${listEntries}.`, each: 'One reference.' },
      collectedWhere: 'Where the money was collected.',
      bankTold: { about: 'Whether the bank was told.', values: yesNoUnknown },
    },
  },
  threat: {
    about: 'What is threatened.',
    fields: {
      recipients: {
        about: `Who is said to be sent the images, at most ${listEntries}.`,
        each: {
          about: 'One group of people.',
          values: {
            family: 'Family.',
            friends: 'Friends.',
            partner: 'A partner.',
            employer: 'An employer.',
            school: 'A school.',
            public: 'Everybody.',
            other: 'Somebody else.',
          },
        },
      },
      proofShown: { about: 'Whether they have shown that they can do it.', values: yesNoUnknown },
      notes: ownWords,
    },
  },
  images: {
    about: 'What is known of the images. Never the images themselves.',
    fields: {
      kind: {
        about: 'What kind of images.',
        values: {
          real: 'The person made or sent them.',
          stolen: 'They were taken without consent.',
          altered: 'They were made up or changed, for example by software.',
          unsure: 'The person is not sure.',
          'none-seen': 'The person has seen none.',
        },
      },
      recordedOnVideoCall: { about: 'Whether they were recorded in a video call.', values: yesNoUnknown },
      sharedAlready: {
        about: 'Whether they were shared already.',
        values: { no: 'No.', yes: 'Yes.', unsure: 'The person is not sure.' },
      },
      where: {
        about: `Addresses where they were seen, at most ${listEntries}. They are kept as text and never fetched.`,
        each: 'One address.',
      },
    },
  },
  evidence: {
    about: 'What is kept, and where. Nothing can be uploaded.',
    fields: {
      kept: {
        about: `What the person has kept, at most ${listEntries}.`,
        each: 'One thing, such as a screenshot of a chat.',
      },
      devices: { about: `The devices that it is on, at most ${listEntries}.`, each: 'One device.' },
      accountCompromised: { about: 'Whether an account of the person was taken over.', values: yesNoUnknown },
      notes: ownWords,
    },
  },
}
