import { useState } from 'preact/hooks'
import type { HandedOver } from '../../shared/contract/answers/handed-over.ts'
import { regradeReasonWords, rerouteReasonWords } from '../../shared/contract/words/report.ts'
import { type Desk, desks } from '../../shared/domain/desk.ts'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import {
  isLowered,
  type RegradeReason,
  type RerouteReason,
  regradeReasons,
  rerouteReasons,
} from '../../shared/domain/officer-changes.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { useCalling, useDuty } from './duty.ts'
import { type ActionProps, Choice, Form, Words } from './forms.tsx'
import { TroubleNote } from './trouble.tsx'
import { deskTitle, gradeTitles, withoutStop } from './words/names.ts'

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
