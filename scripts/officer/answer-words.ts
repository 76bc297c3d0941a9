import type { HandedOver } from '../../shared/contract/answers/handed-over.ts'
import type { ReportLogPage } from '../../shared/contract/answers/log.ts'
import { lifecycle } from '../../shared/domain/lifecycle.ts'
import type { LogEntry } from '../../shared/domain/log.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { toDayAndTime } from '../../web/duty-console/instants.ts'
import { toStateLine } from './report-line.ts'

const toEntryLine = ({ seq, at, who, what, facts }: LogEntry): string => {
  const named = Object.entries(facts).map(
    ([name, fact]) => `${name}: ${Array.isArray(fact) ? fact.join(', ') : String(fact)}`,
  )
  return [seq, toDayAndTime(at), who, [lifecycle[what]?.does ?? what, ...named].join('; ')].join('  ')
}

const toVerdict = ({ whole, breaksAt, entries }: ReportLogPage): string =>
  whole
    ? `The chain is whole: these are all ${entries.length} entries, unchanged`
    : `THE CHAIN IS BROKEN at entry ${breaksAt}: tell your supervisor and the operators at once`

/** Words a whole log: a line for each entry, oldest first, and whether these are all. */
export const wordLog = (log: ReportLogPage): string => [...log.entries.map(toEntryLine), toVerdict(log)].join('\n')

/** Words what an act of an officer gave: where the report stands now. What an opening shows stays JSON. */
export const wordAnswer = (what: string, answer: unknown): string => {
  if (what === '/opening') return JSON.stringify(answer, undefined, 2)
  if (what !== '/reroute') return toStateLine(answer as ReportView)
  const { reference, desk } = answer as HandedOver
  return `${reference}  ${desk} has it now; you see no more of it`
}
