import { useEffect, useState } from 'preact/hooks'
import type { ReportLogPage } from '../../shared/contract/answers/log.ts'
import { lifecycle } from '../../shared/domain/lifecycle.ts'
import type { LogEntry, LogFact } from '../../shared/domain/log.ts'
import { inFours } from '../../shared/domain/reference.ts'
import { useCalling, useDuty } from './duty.ts'
import { toDayAndTime } from './instants.ts'
import { hrefOf } from './route.ts'
import { ScrollingTable } from './scrolling-table.tsx'
import { TroubleNote } from './trouble.tsx'
import { officerTitle } from './words/names.ts'

const toFact = (fact: LogFact): string => (Array.isArray(fact) ? fact.join(', ') : String(fact))

const Entry = ({ entry, me }: { readonly entry: LogEntry; readonly me: string }) => (
  <tr>
    <td>{entry.seq}</td>
    <td>{toDayAndTime(entry.at)}</td>
    <td>{officerTitle(entry.who, me)}</td>
    <td>
      {lifecycle[entry.what]?.does ?? entry.what}
      {Object.entries(entry.facts).map(([name, fact]) => (
        <span key={name} class="fact">
          {name}: {toFact(fact)}
        </span>
      ))}
    </td>
  </tr>
)

const wholeWords = ({ entries, next }: ReportLogPage): string =>
  next === undefined
    ? `The chain is whole: these are all ${entries.length} entries, unchanged.`
    : `The chain is whole and unchanged: these are its first ${entries.length} entries.`

/** The log of a report: every change and every reading, and whether the chain is whole. */
export const LogPage = ({ reportId }: { readonly reportId: string }) => {
  const { api, officer } = useDuty()
  const [log, setLog] = useState<ReportLogPage>()
  const { isBusy, trouble, run } = useCalling<ReportLogPage>()
  const read = async (cursor?: string) => {
    const page = await run(() => api.log(reportId, cursor))
    if (page !== undefined) setLog((old) => ({ ...page, entries: [...(old?.entries ?? []), ...page.entries] }))
  }
  useEffect(() => void read(), [])
  return (
    <main class="page">
      <h1>Log of {inFours(reportId)}</h1>
      <p>
        <a href={hrefOf(reportId)}>Back to the report</a>
      </p>
      <TroubleNote trouble={trouble} />
      {log?.whole === true && <p class="good">{wholeWords(log)}</p>}
      {log?.whole === false && (
        <p class="trouble">
          The chain is broken at entry {log.breaksAt}. Tell your supervisor and the operators at once.
        </p>
      )}
      {log !== undefined && (
        <ScrollingTable name="Entries">
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {log.entries.map((entry) => (
              <Entry key={entry.seq} entry={entry} me={officer.subject} />
            ))}
          </tbody>
        </ScrollingTable>
      )}
      {log?.next !== undefined && (
        <button type="button" disabled={isBusy} onClick={() => read(log.next)}>
          More
        </button>
      )}
    </main>
  )
}
