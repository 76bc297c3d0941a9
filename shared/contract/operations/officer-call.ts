import { noteAddedAnswer, reportViewAnswer } from '../answers/report-view.ts'
import { supervisedDeskQuerySchema } from '../duty.ts'
import type { RefusalCode } from '../refusals.ts'
import { supervisedDeskQueryWords } from '../words/bodies.ts'
import { answerWith, inputWith, type Parameter } from './operation.ts'
import { bodyRefusals, exampleReference } from './reporter-call.ts'

/** The report in the path of an officer's call. */
export const reportIdParameter: Parameter = {
  name: 'reportId',
  in: 'path',
  description: "The report's `reportId` or its reference.",
}

/** Why any call of an officer's is refused. */
export const officerRefusals = ['not-signed-in', 'no-desk', 'access-denied'] as const satisfies readonly RefusalCode[]

/** Why any call of an officer's about one report is refused. */
export const reportRefusals = [...officerRefusals, 'report-not-found'] as const satisfies readonly RefusalCode[]

/** Why any call of an officer's that changes a report is refused; only officers of its desk may change it. */
export const changeRefusals = [
  ...reportRefusals,
  ...bodyRefusals,
  'other-desk',
  'is-a-drill',
] as const satisfies readonly RefusalCode[]

/** Why what supervisors ask of a desk is refused. */
export const supervisorRefusals = [
  'invalid-request',
  'not-signed-in',
  'not-a-supervisor',
  'access-denied',
] as const satisfies readonly RefusalCode[]

/** Which desk supervisors ask of. */
export const supervisedDeskQuery = inputWith({
  schema: supervisedDeskQuerySchema,
  words: supervisedDeskQueryWords,
  examples: { fife: { desk: 'division-p' } },
})

/** The facts of a report, for examples. */
export const exampleView = {
  reportId: exampleReference.replaceAll('-', ''),
  reference: exampleReference,
  state: 'acknowledged',
  desk: 'child-protection',
  grade: 'prompt',
  gradeReasons: ['child', 'self-harm-thoughts'],
  ageGroup: 'child',
  division: 'P',
  receivedAt: '2026-11-24T12:00:00.000Z',
  dueAt: '2026-11-25T12:10:00.000Z',
  actBy: '2026-11-25T12:10:00.000Z',
  alertKind: 'new',
  alertRung: 1,
  acknowledgedBy: '6d1f0c0e-0000-4000-8000-000000000001',
  acknowledgedAt: '2026-11-24T12:10:00.000Z',
  additions: 0,
  notes: 0,
} as const

/** What every change of a report is answered with. */
export const changedReport = answerWith({
  description: 'The report as it is now, facts only.',
  schema: reportViewAnswer,
  example: { ...exampleView, gradeReasons: [...exampleView.gradeReasons] },
})

/** What a note is answered with. */
export const noteAdded = answerWith({
  description: 'The report as it is now, facts only, and what was changed in the note.',
  schema: noteAddedAnswer,
  example: { ...exampleView, gradeReasons: [...exampleView.gradeReasons], notices: [] },
})
