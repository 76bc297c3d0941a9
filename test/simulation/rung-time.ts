import { toGrade } from '../../shared/domain/grade.ts'
import { minutesToAnswer } from '../../shared/domain/ladder.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import type { Ladder } from './ladder.ts'
import { must } from './promise.ts'

/** Two clocks are up to 20 s apart. */
const clockMinutes = 0.5

/** Returns how long digests of the present rung have been made, minutes; 0 when none was. */
const minutesTried = ({ rung, triedRung, triedAt }: Ladder, at: string): number =>
  triedRung === rung ? (Date.parse(at) - Date.parse(triedAt)) / 60_000 : 0

/** Somebody heard, or every contact of an audience failed. */
const hasAnOutcome = ({ rung, sentRung, failedRung }: Ladder): boolean => Math.max(sentRung, failedRung) === rung

/**
 * A rung is left once it has an outcome, or when its time has passed without one. Where a person changed the grade, the
 * time of the most urgent grade is the least.
 */
export const mustHaveHadItsTime = (ladder: Ladder, { at }: LogEntry): void => {
  const grade = ladder.regradedAt === '' ? toGrade(String(ladder.grade)) : 'immediate'
  const isOver = minutesTried(ladder, at) >= minutesToAnswer(grade, ladder.rung) - clockMinutes
  must(hasAnOutcome(ladder) || isOver, 'no rung of the ladder is passed over')
}

/** While somebody must answer, an alert without an outcome is made anew only until the time of its rung has passed. */
export const mustNotRunOn = (ladder: Ladder, { at }: LogEntry): void => {
  const { grade, regradedAt, isRenewed, isWithdrawn, isClosed } = ladder
  const isTimeKnown = grade !== undefined && regradedAt === '' && !isRenewed
  if (!isTimeKnown || isWithdrawn || isClosed || hasAnOutcome(ladder)) return
  const most = minutesToAnswer(toGrade(String(grade)), ladder.rung) + clockMinutes
  must(minutesTried(ladder, at) <= most, 'an alert without any outcome goes up when its time has passed')
}
