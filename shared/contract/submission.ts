import * as v from 'valibot'
import { ageBands } from '../domain/age.ts'
import type { Cleaned } from './clean.ts'
import {
  amountMinor,
  currency,
  day,
  instantOrDay,
  listOf,
  longText,
  oneOf,
  shortEntry,
  shortText,
  yesNoUnknown,
} from './fields.ts'
import { object, rule } from './kinds.ts'
import type { Problem } from './problem.ts'
import { type Understood, understand } from './understand.ts'

/** An optional group of fields that belong together. */
const group = <const Entries extends v.ObjectEntries>(entries: Entries) => v.optional(object(entries))

const ageBand = oneOf(...ageBands)

const age = v.pipe(
  object({ now: ageBand, inImages: ageBand, dateOfBirth: day }),
  rule(({ now, dateOfBirth }) => now === undefined || dateOfBirth === undefined, 'two-ages'),
)

/**
 * What a front end sends. Every field and every group is optional: a person who stops after three answers still has a
 * report.
 */
export const submissionSchema = object({
  reporter: group({
    role: oneOf('victim', 'parent-carer', 'teacher', 'social-worker', 'friend', 'professional', 'other'),
  }),
  age: v.optional(age),
  location: group({
    postcode: shortText,
    council: shortText,
    country: shortText,
    unknown: v.optional(v.boolean()),
  }),
  danger: group({
    inDangerNow: yesNoUnknown,
    selfHarm: oneOf('none', 'thoughts', 'plan', 'attempt', 'unknown'),
  }),
  platforms: listOf(object({ name: shortText, use: oneOf('began', 'moved-to', 'other') })),
  offender: group({
    handles: listOf(
      object({
        platform: shortText,
        handle: shortText,
        profileUrl: shortText,
        phone: shortText,
        email: shortText,
      }),
    ),
    claimedName: shortText,
    notes: longText,
  }),
  timeline: group({
    firstContactAt: instantOrDay,
    firstThreatAt: instantOrDay,
    lastContactAt: instantOrDay,
    ongoing: oneOf('yes', 'no', 'blocked', 'unknown'),
  }),
  demand: group({
    kind: oneOf('money', 'more-images', 'account-use', 'act', 'other'),
    amountMinor,
    currency,
    deadlineAt: instantOrDay,
    notes: longText,
  }),
  payment: group({
    paid: oneOf('no', 'yes', 'partly', 'asked-again', 'unknown'),
    amountMinor,
    currency,
    method: oneOf('money-service-bureau', 'bank-transfer', 'gift-card', 'crypto', 'paypal', 'cash-app', 'other'),
    account: shortText,
    sortCode: shortText,
    iban: shortText,
    wallet: shortText,
    transactionReferences: listOf(shortEntry),
    collectedWhere: shortText,
    bankTold: yesNoUnknown,
  }),
  threat: group({
    recipients: listOf(v.picklist(['family', 'friends', 'partner', 'employer', 'school', 'public', 'other'])),
    proofShown: yesNoUnknown,
    notes: longText,
  }),
  images: group({
    kind: oneOf('real', 'stolen', 'altered', 'unsure', 'none-seen'),
    recordedOnVideoCall: yesNoUnknown,
    sharedAlready: oneOf('no', 'yes', 'unsure'),
    where: listOf(shortEntry),
  }),
  evidence: group({
    kept: listOf(shortEntry),
    devices: listOf(shortEntry),
    accountCompromised: yesNoUnknown,
    notes: longText,
  }),
  contact: group({
    safeChannels: listOf(
      object({
        kind: oneOf('phone', 'sms', 'email', 'other'),
        value: shortText,
        safeTimes: shortText,
        mayLeaveMessage: v.optional(v.boolean()),
      }),
    ),
    codeWord: shortText,
    language: shortText,
    name: shortText,
    adult: group({ name: shortText, relationship: shortText, channel: shortText }),
  }),
  narrative: longText,
  reportedElsewhere: group({
    platform: shortText,
    bank: shortText,
    policeReference: shortText,
    ceop: yesNoUnknown,
    reportRemove: yesNoUnknown,
    stopNcii: yesNoUnknown,
  }),
})

/** A parsed submission: its texts are NFC, and each closed answer is one of its values. */
export type Submission = v.InferOutput<typeof submissionSchema>

/** What was understood of a report. */
export interface UnderstoodSubmission extends Understood<Submission> {
  /** Where it stands under `age` or touches the demand's deadline, routing and grading must know of it. */
  readonly unclear: { readonly age: boolean; readonly deadline: boolean }
}

const isAbout = (name: string, { pointer }: Problem): boolean => pointer === name || pointer.startsWith(`${name}/`)

/** Anything wrong with the demand but its money may have been its deadline. */
const mayBeDeadline = (problem: Problem): boolean =>
  isAbout('/demand', problem) &&
  !['/demand/amountMinor', '/demand/currency', '/demand/kind', '/demand/notes'].includes(problem.pointer)

/** Reads what a front end sent: returns what was understood, and all problems, none of which repeats what was sent. */
export const understandSubmission = (cleaned: Cleaned): UnderstoodSubmission => {
  const understood = understand(submissionSchema, cleaned)
  const { problems } = understood
  const unclear = { age: problems.some((each) => isAbout('/age', each)), deadline: problems.some(mayBeDeadline) }
  return { ...understood, unclear }
}
