import type { ChangeName } from './lifecycle.ts'
import type { LogEntry } from './log.ts'
import type { Report } from './report.ts'

/** What a reporter reads of their report: never who or where, and only what is true. Instants are ISO 8601 UTC. */
export interface Status {
  readonly state: 'received' | 'waiting' | 'with-an-officer' | 'closed' | 'withdrawn'
  /** The same in plain words. */
  readonly text: string
  /** What the reporter wished about withdrawing, and what became of it; absent when nothing was withdrawn. */
  readonly withdrawal?: {
    readonly requestedAt: string
    /** Until when nothing is erased and the reporter can undo it; absent once an officer has decided. */
    readonly undoUntil?: string
    /** When an officer decided to keep the text. */
    readonly keptAt?: string
  }
  /** What happened so far, oldest first. */
  readonly updates: ReadonlyArray<{ readonly at: string; readonly text: string }>
}

const states = {
  received: ['received', 'We have your report. It is on its way to the team that deals with it.'],
  routed: ['waiting', 'We have your report, and we are sending an alert to the team that deals with it.'],
  alerted: [
    'waiting',
    'We have sent an alert to the team that deals with your report. No officer has taken it yet. If nobody does in time, we send the alert again.',
  ],
  acknowledged: ['with-an-officer', 'An officer has taken your report.'],
  closed: ['closed', 'Your report is closed. You can still add to it; an officer will then look at it again.'],
  erased: ['closed', 'Your report is closed, and what you wrote has been erased.'],
  withdrawn: ['withdrawn', 'You withdrew your report, and what you wrote has been erased.'],
} as const satisfies Record<Report['state'], readonly [Status['state'], string]>

/** What a reporter reads once a channel accepted an alert of their report for somebody. */
export const alertSentWords = 'We have sent an alert to the team.'

/** What a reporter reads of each change. Changes that are not named here concern nobody but us. */
const happened: Readonly<Partial<Record<ChangeName, string>>> = {
  'report.received': 'We received your report.',
  'report.routed': 'We assigned your report to the team that deals with it.',
  'alert.sent': alertSentWords,
  'report.escalated': 'Nobody had answered in time, so we are sending the alert again.',
  'addition.escalated': 'Nobody had read what you added in time, so we are sending the alert again.',
  'report.acknowledged': 'An officer has taken your report.',
  'report.read': 'An officer opened your report.',
  'report.rerouted': 'Your report was handed to another team.',
  'addition.received': 'We received what you added.',
  'addition.routed': 'The team can open what you added.',
  'report.closed': 'Your report was closed.',
  'report.reopened': 'An officer took up your report again.',
  'withdrawal.requested': 'You asked to withdraw your report.',
  'withdrawal.undone': 'You undid the withdrawal: your report goes on.',
  'withdrawal.granted': 'An officer erased what you wrote, as you asked.',
  'withdrawal.refused': 'An officer decided to keep your report.',
  'report.withdrawn': 'What you wrote was erased, as you asked.',
  'report.erased': 'What you wrote was erased.',
  'canary.withdrawn': 'What you wrote was erased, as you asked.',
  'canary.erased': 'What you wrote was erased.',
}

const afterWithdrawal = (report: Report): string => {
  if (!('withdrawal' in report) || report.withdrawal === undefined) return ''
  if (report.withdrawal.kept !== undefined) {
    return ' You asked to withdraw it, and an officer decided to keep it. Call 101 if you want to talk about that.'
  }
  return ' You asked to withdraw it. You can undo that until what you wrote is erased or an officer has decided.'
}

const withdrawalOf = (report: Report): Pick<Status, 'withdrawal'> => {
  if (!('withdrawal' in report) || report.withdrawal === undefined) return {}
  const { requestedAt, dueAt, kept } = report.withdrawal
  return { withdrawal: { requestedAt, ...(kept === undefined ? { undoUntil: dueAt } : { keptAt: kept.at }) } }
}

const londonInstant = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
})

const wordsOf = (report: Report): string => {
  if (report.state !== 'acknowledged') return states[report.state][1]
  return `An officer has taken your report, on ${londonInstant.format(new Date(report.acknowledgedAt))}.`
}

/** Returns what a reporter reads of their report. */
export const toStatus = (report: Report, entries: readonly LogEntry[]): Status => {
  const [state] = states[report.state]
  const updates = entries.flatMap(({ at, what }) => {
    const words = happened[what]
    return words === undefined ? [] : [{ at, text: words }]
  })
  return { state, text: wordsOf(report) + afterWithdrawal(report), ...withdrawalOf(report), updates }
}
