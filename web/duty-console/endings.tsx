import { useState } from 'preact/hooks'
import { eraseReasonWords, keepReasonWords, reopenReasonWords } from '../../shared/contract/words/report.ts'
import { type ReopenReason, reopenReasons } from '../../shared/domain/officer-changes.ts'
import { type KeepReason, keepReasons, type Outcome, outcomes } from '../../shared/domain/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { type EraseReason, eraseReasons } from '../../shared/domain/withdrawal-changes.ts'
import { useCalling, useDuty } from './duty.ts'
import { type ActionProps, Choice, Form } from './forms.tsx'
import { TroubleNote } from './trouble.tsx'
import { outcomeTitles, withoutStop } from './words/names.ts'

/** Decides a withdrawal: whoever withdrew the report may not be who wrote it. */
export const WithdrawalForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [choice, setChoice] = useState<EraseReason | KeepReason | ''>('')
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const erase = eraseReasons.find((each) => each === choice)
  const keep = keepReasons.find((each) => each === choice)
  const send = async () => {
    const decision = erase !== undefined ? ({ decision: 'erase', reason: erase } as const) : undefined
    const asked = decision ?? (keep !== undefined ? ({ decision: 'keep', reason: keep } as const) : undefined)
    if (asked === undefined) return
    const changed = await run(() => api.decideWithdrawal(report.reportId, asked))
    if (changed !== undefined) onDone(changed, asked.decision === 'erase' ? 'The text is erased.' : 'The text is kept.')
  }
  return (
    <Form label={erase === undefined ? 'Keep the text' : 'Erase the text'} isBusy={isBusy} onSend={send}>
      <p>
        Whoever withdrew this report may not be who wrote it. Read it, and speak to the person, before you erase it.
      </p>
      <Choice
        label="Keep or erase, and why"
        name="withdrawal-reason"
        value={choice}
        choices={[
          ...keepReasons.map((each) => [each, `Keep: ${withoutStop(keepReasonWords[each])}`] as const),
          ...eraseReasons.map((each) => [each, `Erase: ${withoutStop(eraseReasonWords[each])}`] as const),
        ]}
        onChoose={setChoice}
      />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

/** Reopens a closed report: the officer who reopens it has it. */
export const ReopeningForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [reason, setReason] = useState<ReopenReason | ''>('')
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const send = async () => {
    if (reason === '') return
    const changed = await run(() => api.reopen(report.reportId, reason))
    if (changed !== undefined) onDone(changed, 'The report is open again, and you have it.')
  }
  return (
    <Form label="Reopen the report" isBusy={isBusy} onSend={send}>
      <Choice
        label="Why"
        name="reopen-reason"
        value={reason}
        choices={reopenReasons.map((each) => [each, withoutStop(reopenReasonWords[each])])}
        onChoose={setReason}
      />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

/** Sets or lifts a legal hold. */
export const HoldForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const isHeld = report.heldBy !== undefined
  const send = async () => {
    const changed = await run(() => api.hold(report.reportId, !isHeld))
    if (changed !== undefined) onDone(changed, isHeld ? 'The hold is lifted.' : 'The hold is set.')
  }
  return (
    <Form label={isHeld ? 'Lift the hold' : 'Set the hold'} isBusy={isBusy} onSend={send}>
      <p>
        {isHeld
          ? 'When it is lifted, a closed report is erased after its time.'
          : 'While it is set, the text is not erased.'}
      </p>
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

/** Closes the report with its outcome. */
export const ClosingForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [outcome, setOutcome] = useState<Outcome | ''>('')
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const send = async () => {
    if (outcome === '') return
    const changed = await run(() => api.close(report.reportId, outcome))
    if (changed !== undefined) onDone(changed, 'The report is closed.')
  }
  return (
    <Form label="Close the report" isBusy={isBusy} onSend={send}>
      <Choice
        label="Outcome"
        name="outcome"
        value={outcome}
        choices={outcomes.map((each) => [each, outcomeTitles[each]])}
        onChoose={setOutcome}
      />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}
