import type { Submission } from '../../../shared/contract/submission.ts'

/** A label for a field, and for each field inside it. A field of the contract without a label does not compile. */
export type Labels<Kind> =
  NonNullable<Kind> extends readonly (infer Entry)[]
    ? NonNullable<Entry> extends object
      ? { readonly label: string; readonly fields: { readonly [Name in keyof Entry]-?: Labels<Entry[Name]> } }
      : string
    : NonNullable<Kind> extends object
      ? {
          readonly label: string
          readonly fields: { readonly [Name in keyof NonNullable<Kind>]-?: Labels<NonNullable<Kind>[Name]> }
        }
      : string

/** What each answer of a report is called, in the order in which an officer reads. */
export const submissionLabels = {
  danger: { label: 'Danger', fields: { inDangerNow: 'In danger now', selfHarm: 'Self-harm' } },
  contact: {
    label: 'Safe contact',
    fields: {
      safeChannels: {
        label: 'Ways to reach the person',
        fields: { kind: 'By', value: 'At', safeTimes: 'When it is safe', mayLeaveMessage: 'May leave a message' },
      },
      codeWord: 'Code word',
      language: 'Language',
      name: 'Call the person',
      adult: {
        label: 'An adult whom the child trusts',
        fields: { name: 'Name', relationship: 'Who they are', channel: 'Reached by' },
      },
    },
  },
  narrative: 'What happened, in their own words',
  reporter: { label: 'Who reports', fields: { role: 'Role' } },
  age: { label: 'Age', fields: { now: 'Now', inImages: 'In the images', dateOfBirth: 'Date of birth' } },
  location: {
    label: 'Place',
    fields: { postcode: 'Postcode', council: 'Council', country: 'Country', unknown: 'Does not say' },
  },
  demand: {
    label: 'Demand',
    fields: {
      kind: 'What is demanded',
      amountMinor: 'Amount',
      currency: 'Currency',
      deadlineAt: 'By when',
      notes: 'In their own words',
    },
  },
  payment: {
    label: 'Payment',
    fields: {
      paid: 'Paid',
      amountMinor: 'Amount',
      currency: 'Currency',
      method: 'How',
      account: 'Account paid',
      sortCode: 'Sort code',
      iban: 'IBAN',
      wallet: 'Wallet',
      transactionReferences: 'Transactions',
      collectedWhere: 'Collected where',
      bankTold: 'Bank told',
    },
  },
  threat: {
    label: 'Threat',
    fields: { recipients: 'Whom they threaten to tell', proofShown: 'Proof shown', notes: 'In their own words' },
  },
  images: {
    label: 'Images',
    fields: {
      kind: 'Kind',
      recordedOnVideoCall: 'Recorded in a video call',
      sharedAlready: 'Shared already',
      where: 'Where they were seen',
    },
  },
  timeline: {
    label: 'When',
    fields: {
      firstContactAt: 'First contact',
      firstThreatAt: 'First threat',
      lastContactAt: 'Last contact',
      ongoing: 'Still in contact',
    },
  },
  platforms: { label: 'Apps and sites', fields: { name: 'Name', use: 'What for' } },
  offender: {
    label: 'Who does this',
    fields: {
      handles: {
        label: 'Accounts',
        fields: {
          platform: 'App or site',
          handle: 'Handle',
          profileUrl: 'Address of the profile',
          phone: 'Phone',
          email: 'Email',
        },
      },
      claimedName: 'Claimed name',
      notes: 'In their own words',
    },
  },
  evidence: {
    label: 'Evidence',
    fields: {
      kept: 'What is kept',
      devices: 'Devices',
      accountCompromised: 'An account was taken over',
      notes: 'In their own words',
    },
  },
  reportedElsewhere: {
    label: 'Who else was told',
    fields: {
      platform: 'The platform',
      bank: 'The bank',
      policeReference: 'Police reference',
      ceop: 'CEOP',
      reportRemove: 'Report Remove',
      stopNcii: 'StopNCII.org',
    },
  },
} as const satisfies { readonly [Name in keyof Submission]-?: Labels<Submission[Name]> }
