import type { Submission } from '../../shared/contract/submission.ts'

/** The word of the tests that may stand in sealed text alone: what is typed holds it, and nothing else does. */
export const kestrel = 'kestrel'

/** Returns a submission with an answer in every field: `word` stands in each field that a person types into. */
export const withKestrel = (word: string): Submission => ({
  reporter: { role: 'victim' },
  age: { now: '16-17', inImages: '16-17' },
  location: { postcode: 'KY1 1XX', council: `${word} council`, country: `${word} country`, unknown: false },
  danger: { inDangerNow: 'no', selfHarm: 'thoughts' },
  platforms: [{ name: `${word} platform`, use: 'began' }],
  offender: {
    handles: [
      {
        platform: `${word} platform`,
        handle: `${word}_handle`,
        profileUrl: `https://example.org/${word}`,
        phone: `${word} phone`,
        email: `${word}@example.org`,
      },
    ],
    claimedName: `${word} name`,
    notes: `${word} notes`,
  },
  timeline: {
    firstContactAt: '2026-11-23',
    firstThreatAt: '2026-11-24T01:20:00Z',
    lastContactAt: '2026-11-24T02:00:00+01:00',
    ongoing: 'yes',
  },
  demand: {
    kind: 'money',
    amountMinor: 30_000,
    currency: 'GBP',
    deadlineAt: '2026-11-24T22:00:00Z',
    notes: `${word} demand`,
  },
  payment: {
    paid: 'partly',
    amountMinor: 10_000,
    currency: 'GBP',
    method: 'money-service-bureau',
    account: `${word} account`,
    sortCode: `${word} sort`,
    iban: `${word} iban`,
    wallet: `${word} wallet`,
    transactionReferences: [`${word} transaction`],
    collectedWhere: `${word} place`,
    bankTold: 'no',
  },
  threat: { recipients: ['family', 'friends'], proofShown: 'yes', notes: `${word} threat` },
  images: {
    kind: 'real',
    recordedOnVideoCall: 'yes',
    sharedAlready: 'unsure',
    where: [`https://example.org/${word}/post`],
  },
  evidence: {
    kept: [`${word} kept`],
    devices: [`${word} device`],
    accountCompromised: 'unknown',
    notes: `${word} evidence`,
  },
  contact: {
    safeChannels: [{ kind: 'phone', value: `${word} number`, safeTimes: `${word} times`, mayLeaveMessage: false }],
    codeWord: `${word} code`,
    language: `${word} language`,
    name: `${word} name`,
    adult: { name: `${word} adult`, relationship: `${word} aunt`, channel: `${word} channel` },
  },
  narrative: `${word} narrative`,
  reportedElsewhere: {
    platform: `${word} told`,
    bank: `${word} bank`,
    policeReference: `${word} reference`,
    ceop: 'no',
    reportRemove: 'no',
    stopNcii: 'unknown',
  },
})

/** A submission with an answer in every field, about a person of 16 or 17 in Kirkcaldy. */
export const fullSubmission: Submission = withKestrel('some')

/** An adult in Leith, in as few answers as reach a desk of a division. */
export const adultInLeith: Submission = { age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'EH6 6AA' } }

/** The same adult, with words of their own. */
export const adultWhoWrites: Submission = { ...adultInLeith, narrative: `${kestrel}: they want money by tonight` }
