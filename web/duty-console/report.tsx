import { type ComponentChildren, Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Opened } from '../../shared/contract/answers/opened.ts'
import { gradeReasonWords } from '../../shared/contract/words/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import {
  ClosingForm,
  HandoverForm,
  HoldForm,
  NoteForm,
  RegradeForm,
  ReopeningForm,
  WithdrawalForm,
} from './actions.tsx'
import { Countdown } from './countdown.tsx'
import { useCalling, useDuty, useKeep, useQueue } from './duty.ts'
import { toDayAndTime } from './instants.ts'
import { useKeys } from './keys.ts'
import { OpenedText } from './opened.tsx'
import { OpeningForm, type OpeningWhy } from './opening-form.tsx'
import { Flags, GradeMark } from './queue-row.tsx'
import { hrefOf } from './route.ts'
import { SafeContact } from './safe-contact.tsx'
import { TroubleNote } from './trouble.tsx'
import { useUntouched } from './untouched.ts'
import { deskTitle, officerTitle, placeSentence, stateSentence } from './words/names.ts'

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

const withdrawalSentence = ({ withdrawalRequestedAt = '', withdrawalDueAt, withdrawalKeptAt }: ReportView): string => {
  const asked = `on ${toDayAndTime(withdrawalRequestedAt)}`
  if (withdrawalKeptAt !== undefined)
    return `${asked}; an officer decided to keep it on ${toDayAndTime(withdrawalKeptAt)}`
  return `${asked}; nothing is erased before ${toDayAndTime(withdrawalDueAt ?? withdrawalRequestedAt)}`
}

const Facts = ({ report, me }: { readonly report: ReportView; readonly me: string }) => (
  <dl class="facts">
    <div>
      <dt>State</dt>
      <dd>{stateSentence(report, me)}</dd>
    </div>
    {report.actBy !== undefined && (
      <div>
        <dt>Act within</dt>
        <dd>
          <Countdown to={report.actBy} />
        </dd>
      </div>
    )}
    <div>
      <dt>Why this grade</dt>
      <dd>
        {report.gradeReasons.length === 0
          ? 'Nothing raised it'
          : report.gradeReasons.map((reason) => <p key={reason}>{gradeReasonWords[reason]}</p>)}
      </dd>
    </div>
    <div>
      <dt>Person</dt>
      <dd>
        {report.ageGroup === 'child' ? 'Under 18, or may be' : '18 or over'}
        {report.imagesAge === 'not-asked' && '; nobody asked how old in the images'}
      </dd>
    </div>
    <div>
      <dt>Place</dt>
      <dd>{placeSentence(report)}</dd>
    </div>
    <div>
      <dt>Desk</dt>
      <dd>{deskTitle(report.desk)}</dd>
    </div>
    <div>
      <dt>Received</dt>
      <dd>{toDayAndTime(report.receivedAt)}</dd>
    </div>
    <div>
      <dt>Since then</dt>
      <dd>
        {report.additions} added by the person, {report.notes} noted by officers
      </dd>
    </div>
    {report.withdrawalRequestedAt !== undefined && (
      <div>
        <dt>Withdrawn by the person</dt>
        <dd>{withdrawalSentence(report)}</dd>
      </div>
    )}
    {report.heldBy !== undefined && (
      <div>
        <dt>Hold</dt>
        <dd>set by {officerTitle(report.heldBy, me)}</dd>
      </div>
    )}
  </dl>
)

/** Opened text, with how many additions there were when it was opened. */
interface Text {
  readonly opened: Opened
  readonly why: OpeningWhy
  readonly additions: number
}

const Reading = ({ report, children }: { readonly report: ReportView; readonly children: ComponentChildren }) => {
  const { api, feed, officer } = useDuty()
  const [text, setText] = useState<Text>()
  const [putAway, setPutAway] = useState(false)
  const [timesLeft, setTimesLeft] = useState(0)
  const { trouble, run } = useCalling<Opened>()
  const leave = () => {
    setText(undefined)
    setPutAway(true)
    setTimesLeft((times) => times + 1)
  }
  useUntouched(leave)
  const hasNews = text !== undefined && (report.additions > text.additions || report.unreadSince !== undefined)
  const onOpened = (opened: Opened, why: OpeningWhy) => {
    setPutAway(false)
    void feed.refreshAfterChange()
    setText({ opened, why, additions: opened.supplements.filter(({ kind }) => kind === 'addition').length })
  }
  const showOlder = async (before: string) => {
    if (text === undefined) return
    const older = await run(() => api.open(report.reportId, { ...text.why, before }))
    if (older === undefined) return
    const { earlier, ...opened } = text.opened
    const supplements = [...older.supplements, ...opened.supplements]
    setText({
      ...text,
      opened: { ...opened, supplements, ...(older.earlier === undefined ? {} : { earlier: older.earlier }) },
    })
  }
  return (
    <div class={text === undefined ? undefined : 'opened'}>
      {text !== undefined && <SafeContact contact={text.opened.report.contact} />}
      <div class="text">
        {putAway && (
          <p role="status">The text was put away with what was typed here: nobody touched this page for 10 minutes.</p>
        )}
        {hasNews && (
          <p class="notice" role="status">
            The person added something after you opened this. Open it again to read it.
          </p>
        )}
        {text !== undefined && (
          <>
            <OpenedText opened={text.opened} me={officer.subject} onAskForOlder={showOlder} />
            <TroubleNote trouble={trouble} />
            <button type="button" onClick={() => setText(undefined)}>
              Put the text away
            </button>
          </>
        )}
        <details id="open" open={text === undefined || hasNews} key={`${text === undefined} ${hasNews} ${timesLeft}`}>
          <summary>{text === undefined ? 'Open the report' : 'Open it again'}</summary>
          <OpeningForm
            reportId={report.reportId}
            first={hasNews ? 'news-from-reporter' : 'first-assessment'}
            onOpened={onOpened}
          />
        </details>
        {/* With another key the forms begin anew, without what was typed into them. */}
        <Fragment key={timesLeft}>{children}</Fragment>
      </div>
    </div>
  )
}

const Actions = ({
  report,
  onDone,
}: {
  readonly report: ReportView
  readonly onDone: (report: ReportView, done: string) => void
}) => {
  const isOpen = report.state !== 'closed'
  return (
    <section class="actions" aria-label="What you can do">
      <details id="note">
        <summary>Write a note</summary>
        <NoteForm report={report} onDone={onDone} />
      </details>
      {isOpen && (
        <>
          <details>
            <summary>Change the grade</summary>
            <RegradeForm key={report.grade} report={report} onDone={onDone} />
          </details>
          <details>
            <summary>Hand over to another desk</summary>
            <HandoverForm report={report} onDone={onDone} />
          </details>
        </>
      )}
      <details>
        <summary>{report.heldBy === undefined ? 'Set a legal hold' : 'Lift the legal hold'}</summary>
        <HoldForm report={report} onDone={onDone} />
      </details>
      {report.withdrawalDueAt !== undefined && (
        <details>
          <summary>Decide the withdrawal</summary>
          <WithdrawalForm report={report} onDone={onDone} />
        </details>
      )}
      {!isOpen && (
        <details>
          <summary>Reopen the report</summary>
          <ReopeningForm report={report} onDone={onDone} />
        </details>
      )}
      {report.state === 'acknowledged' && (
        <details>
          <summary>Close the report</summary>
          <ClosingForm report={report} onDone={onDone} />
        </details>
      )}
    </section>
  )
}

const Acknowledge = ({
  report,
  onDone,
}: {
  readonly report: ReportView
  readonly onDone: (report: ReportView, done: string) => void
}) => {
  const { api } = useDuty()
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const acknowledge = async () => {
    const changed = await run(() => api.acknowledge(report.reportId))
    if (changed !== undefined) onDone(changed, 'You have the report.')
  }
  useKeys({ a: () => void acknowledge() })
  return (
    <>
      <button type="button" class="main" disabled={isBusy} onClick={acknowledge}>
        {isBusy ? 'Sending …' : 'Acknowledge: I take this report'}
      </button>
      <TroubleNote trouble={trouble} />
    </>
  )
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
  const status = <p role="status">{done}</p>
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
      <Facts report={report} me={officer.subject} />
      {isOwn && !isErased(report) && (
        <Reading key={reportId} report={report}>
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
      <p>
        <a href={hrefOf(reportId, 'log')}>The log of this report</a>
      </p>
    </main>
  )
}
