import { useState } from 'preact/hooks'
import type { Opened } from '../../shared/contract/answers/opened.ts'
import { openingReasonWords } from '../../shared/contract/words/report.ts'
import { type OpeningReason, openingReasons } from '../../shared/domain/opening-changes.ts'
import { useCalling, useDuty } from './duty.ts'
import { Choice, Form, Words } from './forms.tsx'
import { TroubleNote } from './trouble.tsx'

/** Why an officer opens a report: what every reading is logged with. */
export interface OpeningWhy {
  readonly reason: OpeningReason
  readonly note: string
}

/** Asks why before it opens a report. What it gives is the text: its caller keeps it in memory alone. */
export const OpeningForm = (props: {
  readonly reportId: string
  readonly first: OpeningReason
  readonly onOpened: (opened: Opened, why: OpeningWhy) => void
}) => {
  const { api } = useDuty()
  const [reason, setReason] = useState<OpeningReason>(props.first)
  const [note, setNote] = useState('')
  const { isBusy, trouble, run } = useCalling<Opened>()
  const send = async () => {
    const opened = await run(() => api.open(props.reportId, { reason, note }))
    if (opened !== undefined) props.onOpened(opened, { reason, note })
  }
  return (
    <Form label="Open, and log that I read it" isBusy={isBusy} onSend={send}>
      <p>
        <strong>Every reading is logged:</strong> your name, the time, the reason and the note go into the log before
        the text is shown.
      </p>
      <Choice
        label="Reason"
        name="reason"
        value={reason}
        choices={openingReasons.map((each) => [each, openingReasonWords[each].replace(/\.$/, '')])}
        onChoose={setReason}
      />
      <Words label="Note: why you, why now" name="note" value={note} rows={2} onType={setNote} />
      <TroubleNote trouble={trouble} />
    </Form>
  )
}
