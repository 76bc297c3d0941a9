import { Component } from 'preact'
import { gradeReasonWords } from '../../shared/contract/words/report.ts'
import type { ReportView } from '../../shared/domain/report-view.ts'
import { Countdown } from './countdown.tsx'
import { toDayAndTime } from './instants.ts'
import { hrefOf } from './route.ts'
import { isUnanswered } from './urgency.ts'
import { deskTitle, gradeTitles, stateSentence } from './words/names.ts'

/** How a grade is marked: by its word, and by a colour that says the same. */
export const GradeMark = ({ grade }: Pick<ReportView, 'grade'>) => (
  <span class={`grade ${grade}`}>{gradeTitles[grade]}</span>
)

/** What an officer must know besides grade, time and state. */
export const Flags = ({ report }: { readonly report: ReportView }) => (
  <>
    {report.isDrill && <span class="flag">Drill</span>}
    {report.ageGroup === 'child' && <span class="flag">Under 18, or may be</span>}
    {report.unreadSince !== undefined && <span class="flag new">New text</span>}
    {report.withdrawalDueAt !== undefined && <span class="flag">Wants to withdraw</span>}
    {report.heldBy !== undefined && <span class="flag">On hold</span>}
  </>
)

/** The age group has a flag of its own. */
const reasonsBesideAge = ({ gradeReasons }: ReportView) => gradeReasons.filter((reason) => reason !== 'child')

/** What one row shows. */
export interface QueueRowProps {
  readonly report: ReportView
  readonly me: string
  readonly showsDesk: boolean
  readonly isBusy: boolean
  readonly onAcknowledge: (reportId: string) => void
}

/** One open report in the queue: facts alone. It renders again only when something of it has changed. */
export class QueueRow extends Component<QueueRowProps> {
  override shouldComponentUpdate(next: Readonly<QueueRowProps>): boolean {
    const { report, showsDesk, isBusy } = this.props
    return report !== next.report || showsDesk !== next.showsDesk || isBusy !== next.isBusy
  }

  override render({ report, me, showsDesk, isBusy, onAcknowledge }: QueueRowProps) {
    const { reportId, reference, grade, actBy, receivedAt, state } = report
    const isFree = state === 'routed' || state === 'alerted'
    return (
      <li class={isUnanswered(report) ? 'report unanswered' : 'report'} data-report={reportId}>
        <a class="reference" href={hrefOf(reportId)}>
          {reference}
        </a>
        <GradeMark grade={grade} />
        <span class="due">{actBy === undefined ? 'alert being sent' : <Countdown to={actBy} />}</span>
        <span class="who">{stateSentence(report, me)}</span>
        <span class="more">
          <Flags report={report} />
          {showsDesk && <span class="flag">{deskTitle(report.desk)}</span>}
          <span>Received {toDayAndTime(receivedAt)}</span>
          {reasonsBesideAge(report).map((reason) => (
            <span key={reason}>{gradeReasonWords[reason].replace(/\.$/, '')}</span>
          ))}
        </span>
        {isFree && (
          <button type="button" disabled={isBusy} onClick={() => onAcknowledge(reportId)}>
            Acknowledge<span class="unseen"> {reference}</span>
          </button>
        )}
      </li>
    )
  }
}
