import type { AgeBand, AgeGroup } from '../../domain/age.ts'
import type { Grade, GradeReason } from '../../domain/grade.ts'
import type { AlertKind } from '../../domain/ladder.ts'
import type { RegradeReason, ReopenReason, RerouteReason } from '../../domain/officer-changes.ts'
import type { OpeningReason } from '../../domain/opening-changes.ts'
import { policy } from '../../domain/policy.ts'
import type { KeepReason, Outcome, ReportState } from '../../domain/report.ts'
import type { EraseReason } from '../../domain/withdrawal-changes.ts'
import type { ChoiceWords } from './choices.ts'

/** The age bands that a reporter chooses from. */
export const ageBandWords: ChoiceWords<AgeBand> = {
  'under-13': 'Younger than 13.',
  '13-15': '13 to 15.',
  '16-17': '16 or 17.',
  '18-24': '18 to 24.',
  '25-44': '25 to 44.',
  '45-plus': '45 or older.',
  unknown: 'Not known, or not said. It counts as under 18.',
}

/** Who must care for a report. */
export const ageGroupWords: ChoiceWords<AgeGroup> = {
  child: 'Someone is, or may be, under 18 now or in the images.',
  adult: 'Everyone is 18 or over, now and in the images.',
}

/** How fast a report must be seen. */
export const gradeWords: ChoiceWords<Grade> = {
  immediate: `A life may be in danger: acknowledge it within ${policy.firstAlertMinutes.immediate} minutes of the first alert.`,
  prompt: `Acknowledge it within ${policy.firstAlertMinutes.prompt} minutes of the first alert.`,
  standard: `Acknowledge it within ${policy.firstAlertMinutes.standard / 60} hours of the first alert.`,
}

/** What raised a grade above standard. */
export const gradeReasonWords: ChoiceWords<GradeReason> = {
  'in-danger-now': 'Someone is in danger now.',
  'self-harm-plan': 'The person has a plan to harm themselves.',
  'self-harm-attempt': 'The person has tried to harm themselves.',
  'under-13': 'The person is under 13.',
  child: 'The person is, or may be, under 18.',
  'self-harm-thoughts': 'The person has thoughts of self-harm.',
  'demand-deadline-within-24-hours': 'The deadline of the demand is less than 24 hours away, or past.',
  'contact-ongoing': 'The offender is still in contact.',
  'images-shared': 'Images have been shared already.',
}

/** Where a report is in its life. */
export const reportStateWords: ChoiceWords<Exclude<ReportState, 'received'>> = {
  routed: 'A desk owns it, and its alert is being sent.',
  alerted: 'The desk was notified, and nobody has acknowledged it.',
  acknowledged: 'An officer has taken it.',
  closed: 'An officer has closed it. Its text is kept for a time.',
  erased: 'It was closed, and its text was erased.',
  withdrawn: 'The reporter withdrew it, and its text was erased.',
}

/** Why a desk is notified. */
export const alertKindWords: ChoiceWords<AlertKind> = {
  new: 'A new report.',
  escalation: 'Nobody acknowledged the report in time, or nobody opened it in time.',
  reminder: 'The report is acknowledged and not closed.',
  addition: 'The reporter added to the report.',
  withdrawal: 'The reporter asked to withdraw the report.',
  'withdrawal-undone': 'The reporter undid the withdrawal.',
  closing: 'An officer closed an immediate report, or many reports within an hour. Its supervisors are notified.',
  reroute: 'Another desk handed the report over.',
}

/** How a report ended. */
export const outcomeWords: ChoiceWords<Outcome> = {
  'crime-recorded': 'A crime was recorded.',
  'advice-given': 'The person got advice, and nothing more is needed.',
  'passed-to-other-force': 'Another force deals with it.',
  'no-contact-possible': 'The person could not be reached.',
  duplicate: 'The same matter as another report.',
  'not-a-report': 'It is not a report: a test or a mistake.',
}

/** Why an officer opens a report. */
export const openingReasonWords: ChoiceWords<OpeningReason> = {
  'first-assessment': 'To assess the risk of a new report.',
  investigation: 'To investigate.',
  'news-from-reporter': 'To read what the reporter added.',
  supervision: 'To supervise the work on it.',
  handover: 'To take it over.',
  disclosure: 'To disclose it, as the law asks.',
}

/** Why a report is handed to another desk. */
export const rerouteReasonWords: ChoiceWords<RerouteReason> = {
  'lives-elsewhere': 'The person lives in the area of the other desk.',
  'is-a-child': 'The person is under 18.',
  'is-an-adult': 'The person is 18 or over.',
  'other-force': 'Another force must deal with it.',
  'wrong-desk': 'It reached the wrong desk for another reason.',
}

/** Why a grade is changed. */
export const regradeReasonWords: ChoiceWords<RegradeReason> = {
  'new-facts': 'Something new is known.',
  'risk-assessed': 'An officer has assessed the risk.',
  'entered-wrongly': 'An answer was entered wrongly.',
  duplicate: 'The same matter as another report.',
}

/** Why a closed report is reopened. */
export const reopenReasonWords: ChoiceWords<ReopenReason> = {
  'new-information': 'Something new is known.',
  'closed-wrongly': 'It was closed by mistake.',
  'reporter-asked': 'The reporter asked for it.',
  supervision: 'A supervisor decided so.',
}

/** Why the text of a withdrawn report is kept. */
export const keepReasonWords: ChoiceWords<KeepReason> = {
  'life-at-risk': 'A life may be at risk.',
  'may-be-coerced': 'Somebody may have made the reporter withdraw it, or withdrawn it in their name.',
  'child-protection': 'A child must be protected.',
  'needed-as-evidence': 'The text is evidence.',
  'others-at-risk': 'Other people are at risk.',
}

/** Why the text of a withdrawn report is erased. */
export const eraseReasonWords: ChoiceWords<EraseReason> = {
  'reporter-confirmed': 'An officer spoke to the reporter, who confirmed it.',
  'not-a-report': 'It is not a report: a test or a mistake.',
  'no-risk-found': 'An officer read it and found no risk.',
}
