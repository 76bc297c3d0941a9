import type { DeskContacts } from '../../shared/contract/answers/desk-contacts.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import type { DrillView } from '../../shared/domain/drill.ts'
import { grades } from '../../shared/domain/grade.ts'
import { toDayAndTime } from '../../web/duty-console/instants.ts'
import { drillResult, failingSentence, unreachableWords } from '../../web/duty-console/words/supervision.ts'

const wordAudience = ({ desk, recipients }: DutyHealth['unreachable'][number]): string =>
  `NOBODY IS REACHED at ${desk} (${recipients}): put contacts that work, npm run contacts -- put FILE`

const wordFailing = ({ desk, recipients, channel, cause, at, contactId }: DutyHealth['failing'][number]): string =>
  `${desk} (${recipients}): ${channel} fails, last on ${toDayAndTime(at)}: ${cause} (contact ${contactId})`

/** Words the health of a Harbour: a line for each thing that is wrong, or one that says that all is well. */
export const wordHealth = ({ oldestOverdueSeconds, unreachable, failing }: DutyHealth): readonly string[] => {
  const late = oldestOverdueSeconds > 0 ? [`A report has been overdue for ${oldestOverdueSeconds} seconds`] : []
  const wrong = [...late, ...unreachable.map(wordAudience), ...failing.map(wordFailing)]
  return wrong.length === 0 ? ['Everybody can be reached, and no report is overdue'] : wrong
}

/** Words whether a desk's contacts can be reached: a line for each that cannot. */
export const wordContacts = ({ unreachable, failing }: DeskContacts): readonly string[] => {
  const wrong = [...unreachable.map((people) => unreachableWords[people]), ...failing.map(failingSentence)]
  return wrong.length === 0 ? ['Every contact of the desk can be reached'] : wrong
}

const gradeWidth = Math.max(...grades.map(({ length }) => length))

const wordDrill = (drill: DrillView): string => {
  const { reference, grade, startedAt, acceptedAt, rung } = drill
  const taken =
    acceptedAt === undefined ? 'no message was accepted yet' : `first message accepted ${toDayAndTime(acceptedAt)}`
  const facts = [`began ${toDayAndTime(startedAt)}`, taken, `rung ${rung}`, drillResult(drill, '')]
  return [reference, grade.padEnd(gradeWidth), facts.join('; ')].join('  ')
}

/** Words what came of a desk's drills: a line each, newest first. */
export const wordDrills = ({ drills }: DeskDrills): readonly string[] =>
  drills.length === 0 ? ['The desk has had no drill'] : drills.map(wordDrill)
