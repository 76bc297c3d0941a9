import type { ServedDesk } from '../../domain/desk.ts'
import type { DrillView } from '../../domain/drill.ts'
import { deskWords } from '../words/desks.ts'
import { gradeWords } from '../words/report.ts'
import { answerOf, instant, listOf, oneOf, optional, text, whole } from './describe.ts'

/** What GET /duty/drills returns. */
export interface DeskDrills {
  readonly desk: ServedDesk
  readonly at: string
  readonly drills: readonly DrillView[]
}

const drill = answerOf<DrillView>('A drill, and what came of it. One without `acknowledgedAt` is still running.')({
  reportId: text('The reference without its hyphens. The drill is acknowledged by it, like a report.'),
  reference: text('What its messages name it by: 12 characters in fours.'),
  desk: oneOf('The desk that is drilled.', deskWords),
  grade: oneOf('How fast the desk must acknowledge it.', gradeWords),
  startedAt: instant('When it began.'),
  acceptedAt: optional(instant('When a channel first accepted a message of it for somebody.')),
  rung: whole('The highest rung of the ladder that it reached: 1 when the first message was enough.', {
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
  }),
  acknowledgedAt: optional(instant('When an officer acknowledged it, which ended it.')),
  acknowledgedBy: optional(text('The officer who acknowledged it, by subject id.')),
  secondsToAcknowledge: optional(
    whole('How long after its start it was acknowledged, seconds.', { least: 0, most: Number.MAX_SAFE_INTEGER }),
  ),
})

/** The 200 of GET /duty/drills. */
export const deskDrillsAnswer = answerOf<DeskDrills>('The newest drills of a desk.')({
  desk: oneOf('Whose drills they are.', deskWords),
  at: instant("When they were read, by Harbour's clock."),
  drills: listOf('The drills, newest first, at most 25; running ones too.', drill),
})
