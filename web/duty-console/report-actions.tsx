import type { ReportView } from '../../shared/domain/report-view.ts'
import { HandoverForm, NoteForm, RegradeForm } from './actions.tsx'
import { useCalling, useDuty } from './duty.ts'
import { ClosingForm, HoldForm, ReopeningForm, WithdrawalForm } from './endings.tsx'
import type { ActionProps } from './forms.tsx'
import { useKeys } from './keys.ts'
import { TroubleNote } from './trouble.tsx'
import { takingSentence } from './words/names.ts'

/** What an officer of its desk can do with a report, as its state allows. */
export const Actions = ({ report, onDone }: ActionProps) => {
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

/** The button that takes a report. */
export const Acknowledge = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const acknowledge = async () => {
    const changed = await run(() => api.acknowledge(report.reportId))
    if (changed !== undefined) onDone(changed, changed.isDrill ? 'The drill is over.' : 'You have the report.')
  }
  useKeys({ a: () => void acknowledge() })
  return (
    <>
      <button type="button" class="main" disabled={isBusy} onClick={acknowledge}>
        {isBusy ? 'Sending …' : report.isDrill ? 'Acknowledge the drill' : 'Acknowledge: I take this report'}
      </button>
      {!report.isDrill && <p>{takingSentence(report)}</p>}
      <TroubleNote trouble={trouble} />
    </>
  )
}
