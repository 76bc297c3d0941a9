import type { Undone, Withdrawn } from '../../shared/contract/answers/reporter.ts'
import { eraseCanary, isCanary } from '../../shared/domain/canary.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isAddable, isWithdrawn } from '../../shared/domain/report-states.ts'
import { requestWithdrawal, undoWithdrawal } from '../../shared/domain/reporter-changes.ts'
import { type HttpReply, refuse } from '../../shared/lambda/http.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { DeskQueues } from '../../shared/ports/queues.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { advance, type Decision } from '../../shared/workflow/advance.ts'
import { sendOrLeaveToDeadline } from '../../shared/workflow/send-or-leave-to-deadline.ts'
import { notFound } from './as-reporter.ts'

/** What withdrawing a report needs. */
export interface WithdrawalDeps {
  readonly reports: ReportStore
  readonly deskQueues: DeskQueues
  readonly now: () => Date
  readonly log: Log
}

/** Stores a withdrawal or its undoing, and notifies the desk of it. */
export const changeWithdrawal = async (
  deps: WithdrawalDeps,
  reportId: string,
  decide: (deps: WithdrawalDeps, report: Report) => Decision<HttpReply>,
): Promise<HttpReply> => {
  const { reports, deskQueues, log } = deps
  const advanced = await advance(reports, reportId, async (report) => decide(deps, report))
  if (typeof advanced === 'string') return notFound()
  if (advanced.change !== undefined) {
    log.event(advanced.change.entry.what)
    const { next } = advanced.change
    if (next.state !== 'received') {
      await sendOrLeaveToDeadline(log, reportId, () => deskQueues.send(next.desk, next))
    }
  }
  return advanced.reply
}

/** Decides a withdrawal, which its reporter may undo for a time; that of a canary erases its text at once. */
export const decideWithdrawal = ({ now }: WithdrawalDeps, report: Report): Decision<HttpReply> => {
  if (!isAddable(report)) return { change: undefined, reply: withdrawn() }
  if (isWithdrawn(report)) return { change: undefined, reply: withdrawalWaits(report.withdrawal.dueAt) }
  if (isCanary(report)) return { change: eraseCanary(report, 'canary.withdrawn', now()), reply: withdrawn() }
  const change = requestWithdrawal(report, now())
  return { change, reply: withdrawalWaits(change.next.withdrawal.dueAt) }
}

/** Decides the undoing of a withdrawal. */
export const decideUndo = ({ now }: WithdrawalDeps, report: Report): Decision<HttpReply> => {
  if (!isAddable(report)) return { change: undefined, reply: tooLateToUndo() }
  const change = isWithdrawn(report) ? undoWithdrawal(report, now()) : undefined
  return { change, reply: undone() }
}

const tooLateToUndo = () =>
  refuse(
    'text-erased',
    'the text of this report has been erased, so the withdrawal cannot be undone; send it as a new report instead',
  )

const withdrawn = (): HttpReply => ({
  status: 200,
  body: { textErased: true, text: 'What you wrote has been erased.' } satisfies Withdrawn,
})

const undone = (): HttpReply => ({
  status: 200,
  body: { text: 'Your report is not withdrawn. It goes on as before.' } satisfies Undone,
})

const withdrawalWaits = (undoUntil: string): HttpReply => ({
  status: 200,
  body: {
    textErased: false,
    undoUntil,
    text: 'You withdrew your report, and nothing is erased for 72 hours. Until then you can undo this, and you can still add to your report. After that what you wrote is erased, unless an officer must decide: because an officer has dealt with it, because somebody in it may be under 18 or in danger, or because you added to it. You can read the decision here.',
  } satisfies Withdrawn,
})
