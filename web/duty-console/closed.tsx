import { useEffect, useState } from 'preact/hooks'
import type { ServedDesk } from '../../shared/domain/desk.ts'
import type { DeskList } from '../../shared/domain/desk-list.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { useCalling, useDuty } from './duty.ts'
import { toDayAndTime } from './instants.ts'
import { GradeMark } from './queue-row.tsx'
import { hrefOf } from './route.ts'
import { TroubleNote } from './trouble.tsx'
import { deskTitle, stateSentence } from './words/names.ts'

interface Pages {
  readonly reports: readonly ReportView[]
  readonly next: string | undefined
}

/** One list of one desk, a page more at a time. */
const DeskListed = ({ desk, state }: { readonly desk: ServedDesk; readonly state: DeskList }) => {
  const { api, officer } = useDuty()
  const [pages, setPages] = useState<Pages>()
  const { isBusy, trouble, run } = useCalling<{ readonly reports: readonly ReportView[]; readonly next?: string }>()
  const read = async (cursor?: string) => {
    const page = await run(() => api.list(desk, state, cursor))
    if (page !== undefined)
      setPages((old) => ({ reports: [...(old?.reports ?? []), ...page.reports], next: page.next }))
  }
  useEffect(() => void read(), [])
  return (
    <section>
      <h2>{deskTitle(desk)}</h2>
      <TroubleNote trouble={trouble} />
      {pages?.reports.length === 0 && <p>None.</p>}
      <ul class="reports">
        {pages?.reports.map((report) => (
          <li key={report.reportId} class="report">
            <a class="reference" href={hrefOf(report.reportId)}>
              {report.reference}
            </a>
            <GradeMark grade={report.grade} />
            <span class="who">{stateSentence(report, officer.subject)}</span>
            <span class="more">
              {report.closedAt !== undefined && <span>Closed {toDayAndTime(report.closedAt)}</span>}
              <span>Received {toDayAndTime(report.receivedAt)}</span>
            </span>
          </li>
        ))}
      </ul>
      {pages?.next !== undefined && (
        <button type="button" disabled={isBusy} onClick={() => read(pages.next)}>
          More
        </button>
      )}
    </section>
  )
}

/** What the officer's desks closed, and what has no text any more. */
export const ClosedView = () => {
  const { officer } = useDuty()
  const [state, setState] = useState<DeskList>('closed')
  return (
    <main class="page">
      <h1>Closed reports</h1>
      <fieldset class="filters">
        <legend class="unseen">Show</legend>
        <label>
          List
          <select value={state} onChange={({ currentTarget: { value } }) => setState(value as DeskList)}>
            <option value="closed">Closed, the text is still here</option>
            <option value="ended">Erased or withdrawn</option>
          </select>
        </label>
      </fieldset>
      {officer.desks.map((desk) => (
        <DeskListed key={`${desk} ${state}`} desk={desk} state={state} />
      ))}
    </main>
  )
}
