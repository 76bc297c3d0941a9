import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'

const wordAudience = ({ desk, recipients }: DutyHealth['unreachable'][number]): string =>
  `NOBODY IS REACHED at ${desk} (${recipients}): put contacts that work, npm run contacts -- put FILE`

const wordFailing = ({ desk, recipients, channel, cause, at, contactId }: DutyHealth['failing'][number]): string =>
  `${desk} (${recipients}): ${channel} fails since ${at}: ${cause} (contact ${contactId})`

/** Words the health of a Harbour: a line for each thing that is wrong, or one that says that all is well. */
export const wordHealth = ({ oldestOverdueSeconds, unreachable, failing }: DutyHealth): string => {
  const late = oldestOverdueSeconds > 0 ? [`A report has been overdue for ${oldestOverdueSeconds} seconds`] : []
  const wrong = [...late, ...unreachable.map(wordAudience), ...failing.map(wordFailing)]
  const lines = wrong.length === 0 ? ['Everybody can be reached, and no report is overdue'] : wrong
  return `${lines.join('\n')}\n`
}
