import { ageBands } from '../domain/age.ts'

const yesNo = ['yes', 'no', 'unknown'] as const

/** The answer that the images show the person at the age that they are now. */
export const sameAsNow = 'same-as-now'

/** A field whose answer is one of these, or several of them. */
const one = <const Values extends readonly string[]>(...values: Values) => ({ kind: 'one', values }) as const
const many = <const Values extends readonly string[]>(...values: Values) => ({ kind: 'many', values }) as const

const line = { kind: 'line' } as const
const text = { kind: 'text' } as const
const day = { kind: 'day' } as const
const time = { kind: 'time' } as const
const pounds = { kind: 'pounds' } as const
const tick = { kind: 'tick' } as const

/**
 * Every field of the report form, by its name: the path of its answer in a submission. A number is a place in a list.
 */
export const formFields = {
  'danger.inDangerNow': one(...yesNo),
  'danger.selfHarm': one('none', 'thoughts', 'plan', 'attempt', 'unknown'),
  'age.now': one(...ageBands),
  'age.inImages': one(sameAsNow, ...ageBands),
  'location.postcode': line,
  'location.council': line,
  'location.country': line,
  narrative: text,
  'contact.safeChannels.0.value': line,
  'contact.safeChannels.0.kind': one('phone', 'sms'),
  'contact.safeChannels.0.safeTimes': line,
  'contact.safeChannels.0.mayLeaveMessage': tick,
  'contact.safeChannels.1.value': line,
  'contact.name': line,
  'contact.codeWord': line,
  'contact.language': line,
  'contact.adult.name': line,
  'contact.adult.relationship': line,
  'contact.adult.channel': line,
  'reporter.role': one('victim', 'parent-carer', 'teacher', 'social-worker', 'friend', 'professional', 'other'),
  'platforms.0.name': line,
  'platforms.1.name': line,
  'offender.handles.0.handle': line,
  'offender.handles.0.profileUrl': line,
  'offender.handles.0.phone': line,
  'offender.handles.0.email': line,
  'offender.claimedName': line,
  'offender.notes': text,
  'timeline.firstContactAt': day,
  'timeline.firstThreatAt': day,
  'timeline.ongoing': one('yes', 'no', 'blocked', 'unknown'),
  'demand.kind': one('money', 'more-images', 'account-use', 'act', 'other'),
  'demand.amountMinor': pounds,
  'demand.deadlineAt': day,
  'demand.deadlineTime': time,
  'demand.notes': text,
  'threat.recipients': many('family', 'friends', 'partner', 'employer', 'school', 'public', 'other'),
  'threat.proofShown': one(...yesNo),
  'payment.paid': one('no', 'yes', 'partly', 'asked-again', 'unknown'),
  'payment.amountMinor': pounds,
  'payment.method': one('money-service-bureau', 'bank-transfer', 'gift-card', 'crypto', 'paypal', 'cash-app', 'other'),
  'payment.account': line,
  'payment.sortCode': line,
  'payment.wallet': line,
  'payment.transactionReferences.0': line,
  'payment.collectedWhere': line,
  'payment.bankTold': one(...yesNo),
  'images.kind': one('real', 'stolen', 'altered', 'unsure', 'none-seen'),
  'images.recordedOnVideoCall': one(...yesNo),
  'images.sharedAlready': one('no', 'yes', 'unsure'),
  'images.where.0': line,
  'evidence.kept.0': line,
  'evidence.accountCompromised': one(...yesNo),
  'reportedElsewhere.platform': line,
  'reportedElsewhere.bank': line,
  'reportedElsewhere.policeReference': line,
  'reportedElsewhere.ceop': one(...yesNo),
  'reportedElsewhere.reportRemove': one(...yesNo),
  'reportedElsewhere.stopNcii': one(...yesNo),
} as const

/** The name of a field of the form. */
export type FormField = keyof typeof formFields

/** The answers that a field with a closed set of answers has. */
export type ChoiceOf<Field extends FormField> = (typeof formFields)[Field] extends {
  readonly values: ReadonlyArray<infer Value>
}
  ? Value & string
  : never

/** The fields with a closed set of answers. */
export type ChoiceField = { [Field in FormField]: [ChoiceOf<Field>] extends [never] ? never : Field }[FormField]
