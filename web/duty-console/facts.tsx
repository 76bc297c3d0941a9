import { gradeReasonWords } from '../../shared/contract/words/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { Countdown } from './countdown.tsx'
import { toDayAndTime } from './instants.ts'
import { deskTitle, nextTask, officerTitle, placeSentence, stateSentence } from './words/names.ts'

const withdrawalSentence = ({ withdrawalRequestedAt = '', withdrawalDueAt, withdrawalKeptAt }: ReportView): string => {
  const asked = `on ${toDayAndTime(withdrawalRequestedAt)}`
  if (withdrawalKeptAt !== undefined)
    return `${asked}; an officer decided to keep it on ${toDayAndTime(withdrawalKeptAt)}`
  return `${asked}; nothing is erased before ${toDayAndTime(withdrawalDueAt ?? withdrawalRequestedAt)}`
}

/** What is known of a report without opening it. */
export const Facts = ({ report, me }: { readonly report: ReportView; readonly me: string }) => (
  <dl class="facts">
    <div>
      <dt>State</dt>
      <dd>{stateSentence(report, me)}</dd>
    </div>
    {report.actBy !== undefined && (
      <div>
        <dt>{nextTask(report)} within</dt>
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
