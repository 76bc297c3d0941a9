import type { FormField } from '../../shared/contract/form-fields.ts'

/**
 * What a person is asked first. Each of these decides who reads the report and how soon, or how the person is reached.
 */
export const firstQuestions = [
  'danger.inDangerNow',
  'danger.selfHarm',
  'age.now',
  'age.inImages',
  'location.postcode',
  'narrative',
  'contact.safeChannels.0.value',
  'contact.safeChannels.0.kind',
  'contact.safeChannels.0.safeTimes',
  'contact.safeChannels.0.mayLeaveMessage',
  'contact.safeChannels.1.value',
] as const satisfies readonly FormField[]

/** What a person may add, in parts that are closed until they are opened. */
export const moreQuestions = {
  who: ['reporter.role', 'contact.name', 'contact.language', 'contact.codeWord'],
  place: ['location.council', 'location.country'],
  offender: [
    'platforms.0.name',
    'platforms.1.name',
    'offender.handles.0.handle',
    'offender.handles.0.profileUrl',
    'offender.handles.0.phone',
    'offender.handles.0.email',
    'offender.claimedName',
    'offender.notes',
  ],
  threat: [
    'demand.kind',
    'demand.amountMinor',
    'demand.deadlineAt',
    'demand.deadlineTime',
    'demand.notes',
    'threat.recipients',
    'threat.proofShown',
  ],
  time: ['timeline.firstContactAt', 'timeline.firstThreatAt', 'timeline.ongoing'],
  images: [
    'images.kind',
    'images.recordedOnVideoCall',
    'images.sharedAlready',
    'images.where.0',
    'evidence.kept.0',
    'evidence.accountCompromised',
  ],
  payment: [
    'payment.paid',
    'payment.amountMinor',
    'payment.method',
    'payment.account',
    'payment.sortCode',
    'payment.wallet',
    'payment.transactionReferences.0',
    'payment.collectedWhere',
    'payment.bankTold',
  ],
  others: [
    'contact.adult.name',
    'contact.adult.relationship',
    'contact.adult.channel',
    'reportedElsewhere.platform',
    'reportedElsewhere.bank',
    'reportedElsewhere.policeReference',
    'reportedElsewhere.ceop',
    'reportedElsewhere.reportRemove',
    'reportedElsewhere.stopNcii',
  ],
} as const satisfies Readonly<Record<string, readonly FormField[]>>

/** A part of the form that is closed at first. */
export type SectionName = keyof typeof moreQuestions
