import { useEffect, useState } from 'preact/hooks'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { RegradeForm } from './actions.tsx'
import { useCalling, useDuty, useKeep, useQueue } from './duty.ts'
import { Facts } from './facts.tsx'
import type { ActionProps } from './forms.tsx'
import { useKeys } from './keys.ts'
import { Flags, GradeMark } from './queue-row.tsx'
import { Reading } from './reading.tsx'
import { Acknowledge, Actions } from './report-actions.tsx'
import { hrefOf } from './route.ts'
import { TroubleNote } from './trouble.tsx'

/** The facts of a report as the API last said them; undefined until then, `gone` when the desk has no such report. */
const useReport = (reportId: string) => {
  const { api } = useDuty()
  const listed = useQueue().reports.find((each) => each.reportId === reportId)
  const [asked, setAsked] = useState<ReportView | 'gone'>()
  const { trouble, run } = useCalling<ReportView>()
  useEffect(() => {
    if (listed !== undefined) return setAsked(listed)
    void run(async () => {
      const answer = await api.find(reportId)
      if (answer.ok) setAsked(answer.value)
      else if (answer.trouble.kind === 'refused' && answer.trouble.status === 404) setAsked('gone')
      return answer
    })
  }, [reportId, listed])
  return { report: listed ?? asked, trouble, set: setAsked }
}

const goTo = (id: string, field: string): void => {
  const details = document.getElementById(id)
  if (!(details instanceof HTMLDetailsElement)) return
  details.open = true
  details.querySelector<HTMLElement>(field)?.focus()
}

const isOwned = ({ state }: ReportView): boolean =>
  state === 'routed' || state === 'alerted' || state === 'acknowledged'

const isErased = ({ state }: ReportView): boolean => state === 'erased' || state === 'withdrawn'

const drillWords = 'This is a drill: nobody wrote it, and there is nothing to read. Acknowledging it ends it.'

/** What somebody reported: its facts, and what the officer may do with it. */
const OfPerson = ({ report, isOwn, onDone }: ActionProps & { readonly isOwn: boolean }) => {
  const { officer } = useDuty()
  return (
    <>
      <Facts report={report} me={officer.subject} />
      {isOwn && !isErased(report) && (
        <Reading key={report.reportId} report={report}>
          <Actions report={report} onDone={onDone} />
        </Reading>
      )}
      {!isOwn && <p>Another desk has this report. You see its facts; only officers of its desk can open it.</p>}
      {!isOwn && isOwned(report) && (
        <details>
          <summary>Change the grade</summary>
          <RegradeForm key={report.grade} report={report} onDone={onDone} />
        </details>
      )}
    </>
  )
}

/** One report: its facts, its text once it is opened, and what an officer can do with it. */
export const ReportPage = ({ reportId }: { readonly reportId: string }) => {
  const { officer } = useDuty()
  const keep = useKeep()
  const { report, trouble, set } = useReport(reportId)
  const [done, setDone] = useState('')
  useKeys({ o: () => goTo('open', 'textarea'), n: () => goTo('note', 'textarea') })
  if (report === undefined)
    return <main class="page">{trouble === undefined ? <p>Reading …</p> : <TroubleNote trouble={trouble} />}</main>
  const onDone = (changed: ReportView, words: string) => {
    set(changed)
    keep(changed)
    setDone(words)
  }
  const status = (
    <p role="status" class="done">
      {done}
    </p>
  )
  if (report === 'gone') {
    return (
      <main class="page">
        <h1>Your desk has no such report</h1>
        {status}
        <p>It does not exist, or another desk has it. Duty control can say which.</p>
      </main>
    )
  }
  const isOwn = officer.desks.includes(report.desk)
  const canTake = isOwn && (report.state === 'routed' || report.state === 'alerted')
  return (
    <main class="page">
      <h1>
        {report.reference} <GradeMark grade={report.grade} />
      </h1>
      <p>
        <Flags report={report} />
      </p>
      {status}
      {canTake && <Acknowledge report={report} onDone={onDone} />}
      {report.isDrill ? <p>{drillWords}</p> : <OfPerson report={report} isOwn={isOwn} onDone={onDone} />}
      <p>
        <a href={hrefOf(reportId, 'log')}>The log of this report</a>
      </p>
    </main>
  )
}
