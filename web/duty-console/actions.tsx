import { useState } from 'preact/hooks'
import type { HandedOver } from '../../shared/contract/answers/handed-over.ts'
import {
  eraseReasonWords,
  keepReasonWords,
  regradeReasonWords,
  reopenReasonWords,
  rerouteReasonWords,
} from '../../shared/contract/words/report.ts'
import { type Desk, desks } from '../../shared/domain/desk.ts'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import {
  isLowered,
  type RegradeReason,
  type ReopenReason,
  type RerouteReason,
  regradeReasons,
  reopenReasons,
  rerouteReasons,
} from '../../shared/domain/officer-changes.ts'
import { type KeepReason, keepReasons, type Outcome, outcomes } from '../../shared/domain/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { type EraseReason, eraseReasons } from '../../shared/domain/withdrawal-changes.ts'
import { useCalling, useDuty } from './duty.ts'
import { Choice, Form, Words } from './forms.tsx'
import { TroubleNote } from './trouble.tsx'
import { deskTitle, gradeTitles, outcomeTitles } from './words/names.ts'

/** What a form that changes a report is given. */
export interface ActionProps {
  readonly report: ReportView
  /** Called with the report as it is after the change, and with what was done. Not before the API has said so. */
  readonly onDone: (report: ReportView, done: string) => void
}

const withoutStop = (words: string): string => words.replace(/\.$/, '')

/** Adds a note. The same text is sent again under the same key, so that it is added once; a changed one is another. */
export const NoteForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [text, setText] = useState('')
  const [tried, setTried] = useState({ text: '', key: '' })
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const send = async () => {
    const key = tried.text === text ? tried.key : crypto.randomUUID()
    setTried({ text, key })
    const changed = await run(() => api.note(report.reportId, text, key))
    if (changed === undefined) return
    setText('')
    setTried({ text: '', key: '' })
    onDone(changed, 'The note is stored. Open the report again to read it.')
  }
  return (
    <Form label="Store the note" isBusy={isBusy} onSend={send}>
      <Words label="Note" name="note-text" value={text} rows={4} onType={setText} />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

/** Changes the grade. A less urgent one needs a reason. */
export const RegradeForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [grade, setGrade] = useState<Grade | ''>('')
  const [reason, setReason] = useState<RegradeReason | ''>('')
  const { isBusy, trouble, run } = useCalling<ReportView>()
  const needsReason = grade !== '' && isLowered(report.grade, grade)
  const send = async () => {
    if (grade === '') return
    const to = reason !== '' && needsReason ? { grade, reason } : { grade }
    const changed = await run(() => api.regrade(report.reportId, to))
    if (changed !== undefined) onDone(changed, `The grade is ${gradeTitles[changed.grade].toLowerCase()}.`)
  }
  const others = grades.filter((each) => each !== report.grade)
  return (
    <Form label="Change the grade" isBusy={isBusy} onSend={send}>
      <Choice
        label="New grade"
        name="grade"
        value={grade}
        choices={others.map((each) => [each, gradeTitles[each]])}
        onChoose={setGrade}
      />
      {needsReason && (
        <Choice
          label="Why it is less urgent"
          name="regrade-reason"
          value={reason}
          choices={regradeReasons.map((each) => [each, withoutStop(regradeReasonWords[each])])}
          onChoose={setReason}
        />
      )}
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

/** Hands the report to another desk. */
export const HandoverForm = ({ report, onDone }: ActionProps) => {
  const { api } = useDuty()
  const [desk, setDesk] = useState<Desk | ''>('')
  const [reason, setReason] = useState<RerouteReason | ''>('')
  const { isBusy, trouble, run } = useCalling<HandedOver>()
  const send = async () => {
    if (desk === '' || reason === '') return
    const handed = await run(() => api.handOver(report.reportId, { desk, reason }))
    if (handed === undefined) return
    const words = `${deskTitle(handed.desk)} has the report now. Your desk can no longer open it.`
    onDone({ ...report, desk: handed.desk }, words)
  }
  return (
    <Form label="Hand over" isBusy={isBusy} onSend={send}>
      <p>From then on only the other desk can open the report. No deadline moves back.</p>
      <Choice
        label="To desk"
        name="desk"
        value={desk}
        choices={desks.filter((each) => each !== report.desk).map((each) => [each, deskTitle(each)])}
        onChoose={setDesk}
      />
      <Choice
        label="Why"
        name="reroute-reason"
        value={reason}
        choices={rerouteReasons.map((each) => [each, withoutStop(rerouteReasonWords[each])])}
        onChoose={setReason}
      />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}

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
