import type { ChangeName } from './lifecycle.ts'
import type { LogEntry } from './log.ts'
import type { Report } from './report.ts'

/** What a reporter reads of their report: never who or where, and only what is true. */
export interface Status {
  readonly state: 'received' | 'waiting' | 'with-an-officer' | 'closed' | 'withdrawn'
  /** The same in plain words. */
  readonly text: string
  /** What happened so far, oldest first. */
  readonly updates: ReadonlyArray<{ readonly at: string; readonly text: string }>
}

const states = {
  received: ['received', 'We have your report. It is on its way to the team that deals with it.'],
  routed: ['waiting', 'We have your report, and the team that deals with it is being notified.'],
  alerted: [
    'waiting',
    'We sent an alert to the team that deals with your report. No officer has taken it yet. If nobody does in time, we send the alert again.',
  ],
  acknowledged: ['with-an-officer', 'An officer has taken your report.'],
  closed: ['closed', 'Your report is closed. You can still add to it; an officer will then look at it again.'],
  erased: ['closed', 'Your report is closed, and what you wrote has been erased.'],
  withdrawn: ['withdrawn', 'You took your report back, and what you wrote has been erased.'],
} as const satisfies Record<Report['state'], readonly [Status['state'], string]>

/** What a reporter reads of each change. Changes that are not named here concern nobody but us. */
const happened: Readonly<Partial<Record<ChangeName, string>>> = {
  'report.received': 'We received your report.',
  'report.routed': 'Your report reached the team that deals with it.',
  'alert.sent': 'We sent an alert to the team.',
  'report.escalated': 'Nobody had answered in time, so the alert is going out again.',
  'addition.escalated': 'Nobody had read what you added in time, so the alert is going out again.',
  'report.acknowledged': 'An officer took your report.',
  'report.read': 'An officer read your report.',
  'report.rerouted': 'Your report was handed to another team.',
  'addition.received': 'We received what you added.',
  'addition.routed': 'What you added reached the team.',
  'report.closed': 'Your report was closed.',
  'withdrawal.requested': 'You asked to take your report back.',
  'report.withdrawn': 'You took your report back.',
  'report.erased': 'What you wrote was erased.',
}

const keptWithdrawal = ' You asked to take it back: an officer will decide what can be erased.'

/** Returns what a reporter reads of their report. */
export const toStatus = (report: Report, entries: readonly LogEntry[]): Status => {
  const [state, text] = states[report.state]
  const isAsked = 'withdrawalRequestedAt' in report
  const updates = entries.flatMap(({ at, what }) => {
    const words = happened[what]
    return words === undefined ? [] : [{ at, text: words }]
  })
  return { state, text: isAsked ? text + keptWithdrawal : text, updates }
}
