import { ownedStates, type ReportState } from './report.ts'

/** Where a report stands before a change: one of its states, or `nothing` before it exists. */
export type StateBefore = ReportState | 'nothing'

/** Who makes a change: a function by its name, an officer, or the reporter. */
export type ChangedBy =
  | 'accept-report'
  | 'start-drill'
  | 'route-report'
  | 'notify-team'
  | 'deliver'
  | 'watch-deadlines'
  | 'officer'
  | 'reporter'

/** One kind of change: who makes it, what it does, and which state follows each state that it may be made in. */
export interface LifecycleRow {
  readonly by: ChangedBy
  /** The rest of a sentence that begins with its maker. */
  readonly does: string
  readonly edges: Readonly<Partial<Record<StateBefore, ReportState>>>
}

/** The edges of a change that leaves each of these states as it is. */
const stays = <const State extends ReportState>(...states: readonly State[]) =>
  Object.fromEntries(states.map((state) => [state, state])) as { readonly [Each in State]: Each }

/** The edges of a change that ends in one state, whichever of these it begins in. */
const becomes = <const Next extends ReportState, const Before extends ReportState>(
  next: Next,
  ...states: readonly Before[]
) => Object.fromEntries(states.map((state) => [state, next])) as { readonly [Each in Before]: Next }

/** The states in which a desk owns the report and has not closed it. */
/**
 * Every change that a report can go through, by the name that its log entry has. Nothing else is ever stored: `what` of
 * a log entry is typed by this table, and the simulation fails when a stored change is not one of its edges. `npm run
 * generate` draws it in docs/life-of-a-report.md.
 */
export const lifecycle = {
  'report.received': {
    by: 'accept-report',
    does: 'stores a new report, sealed for no desk yet',
    edges: { nothing: 'received' },
  },
  'drill.started': {
    by: 'start-drill',
    does: 'stores a drill at its desk',
    edges: { nothing: 'routed' },
  },
  'drill.acknowledged': {
    by: 'officer',
    does: 'ends a drill',
    edges: becomes('erased', 'routed', 'alerted'),
  },
  'report.routed': {
    by: 'route-report',
    does: 'assigns the report to its desk and addresses its keys to that desk',
    edges: becomes('routed', 'received'),
  },
  'alert.queued': {
    by: 'notify-team',
    does: 'puts the newest alert into digests, which are on their way to every contact that it is for',
    edges: stays(...ownedStates, 'closed', 'withdrawn'),
  },
  'alert.sent': {
    by: 'deliver',
    does: 'marks that a channel accepted the newest alert for somebody',
    edges: { ...becomes('alerted', 'routed'), ...stays('alerted', 'acknowledged', 'closed', 'withdrawn') },
  },
  'alert.failed': {
    by: 'deliver',
    does: 'marks that the newest alert failed for every contact of an audience',
    edges: stays(...ownedStates, 'closed', 'withdrawn'),
  },
  'report.acknowledged': {
    by: 'officer',
    does: 'takes the report, which stops its ladder',
    edges: becomes('acknowledged', 'routed', 'alerted'),
  },
  'report.opened': {
    by: 'officer',
    does: 'records who is about to read the report, and why',
    edges: stays(...ownedStates, 'closed'),
  },
  'report.read': {
    by: 'officer',
    does: 'marks as read what an opening has shown',
    edges: stays(...ownedStates, 'closed'),
  },
  'note.added': { by: 'officer', does: 'adds a sealed note', edges: stays(...ownedStates, 'closed') },
  'report.regraded': { by: 'officer', does: 'changes the grade', edges: stays(...ownedStates) },
  'report.rerouted': {
    by: 'officer',
    does: 'hands the report to another desk, where its ladder goes on',
    edges: becomes('routed', ...ownedStates),
  },
  'report.closed': {
    by: 'officer',
    does: 'closes the report and sets when its text is erased',
    edges: becomes('closed', 'acknowledged'),
  },
  'report.reopened': {
    by: 'officer',
    does: 'takes up a closed report again',
    edges: becomes('acknowledged', 'closed'),
  },
  'hold.set': {
    by: 'officer',
    does: 'sets a legal hold: the text is not erased',
    edges: stays(...ownedStates, 'closed'),
  },
  'hold.lifted': { by: 'officer', does: 'lifts the legal hold', edges: stays(...ownedStates, 'closed') },
  'addition.received': {
    by: 'reporter',
    does: 'adds a sealed text that no desk can open yet',
    edges: stays('received', ...ownedStates, 'closed'),
  },
  'addition.routed': {
    by: 'route-report',
    does: 'addresses additions to the desk; a closed report is reopened',
    edges: { ...stays(...ownedStates), ...becomes('routed', 'closed') },
  },
  'withdrawal.requested': {
    by: 'reporter',
    does: 'asks to withdraw the report; nothing is erased for 72 hours',
    edges: stays('received', ...ownedStates, 'closed'),
  },
  'withdrawal.undone': {
    by: 'reporter',
    does: 'undoes the withdrawal',
    edges: stays('received', ...ownedStates, 'closed'),
  },
  'withdrawal.granted': {
    by: 'officer',
    does: 'erases the text, as the reporter wished',
    edges: becomes('withdrawn', ...ownedStates, 'closed'),
  },
  'withdrawal.refused': {
    by: 'officer',
    does: 'keeps the text, with a reason',
    edges: stays(...ownedStates, 'closed'),
  },
  'withdrawal.reminded': {
    by: 'watch-deadlines',
    does: 'reminds the desk of a withdrawal that an officer must decide',
    edges: stays(...ownedStates, 'closed'),
  },
  'report.withdrawn': {
    by: 'watch-deadlines',
    does: 'erases the text: its reporter withdrew it 72 hours ago, and no officer had handled it',
    edges: becomes('withdrawn', 'routed', 'alerted'),
  },
  'canary.withdrawn': {
    by: 'reporter',
    does: 'erases a canary at once: Harbour withdrew the report that it had sent to itself',
    edges: becomes('withdrawn', 'routed', 'alerted'),
  },
  'canary.erased': {
    by: 'watch-deadlines',
    does: 'erases a canary that nobody withdrew, in the place of any alert',
    edges: becomes('withdrawn', 'routed', 'alerted'),
  },
  'routing.resent': {
    by: 'watch-deadlines',
    does: 'sends the report to the routing queue again',
    edges: stays('received', ...ownedStates, 'closed'),
  },
  'alert.resent': {
    by: 'watch-deadlines',
    does: 'sends the pending alert to the queue of its desk again',
    edges: stays(...ownedStates, 'closed', 'withdrawn'),
  },
  'deadline.kept': {
    by: 'watch-deadlines',
    does: 'sets the due time back to the deadline, which has not passed',
    edges: stays(...ownedStates),
  },
  'report.escalated': {
    by: 'watch-deadlines',
    does: 'goes one rung up: nobody acknowledged or read the report in time, or nobody could be reached',
    edges: stays(...ownedStates),
  },
  'addition.escalated': {
    by: 'watch-deadlines',
    does: 'goes one rung up: nobody read an addition in time',
    edges: stays('acknowledged'),
  },
  'officer.reminded': {
    by: 'watch-deadlines',
    does: 'reminds the desk of an acknowledged report that is not closed',
    edges: stays('acknowledged'),
  },
  'shelves.swept': {
    by: 'watch-deadlines',
    does: 'deletes the copies of shelves that the report does not hold, after a handover or an erasure',
    edges: stays(...ownedStates, 'closed', 'erased', 'withdrawn'),
  },
  'report.erased': {
    by: 'watch-deadlines',
    does: 'erases the text; a record without text stays',
    edges: becomes('erased', 'closed'),
  },
} as const satisfies Readonly<Record<string, LifecycleRow>>

/** The name of a change, which is also the `what` of its log entry: dotted and past tense. */
export type ChangeName = keyof typeof lifecycle

/** One edge of the life cycle, as the simulation counts them and the diagram draws them. */
export interface Edge {
  readonly change: ChangeName
  readonly by: ChangedBy
  readonly from: StateBefore
  readonly to: ReportState
}

/** Every edge of the life cycle, in the order of the table. */
export const edges: readonly Edge[] = Object.entries(lifecycle).flatMap(([change, row]) =>
  Object.entries(row.edges).map(([from, to]) => ({
    change: change as ChangeName,
    by: row.by,
    from: from as StateBefore,
    to,
  })),
)

/** True when the table has an edge for this change between these two states. */
export const isEdge = (change: ChangeName, from: StateBefore, to: ReportState): boolean =>
  edges.some((edge) => edge.change === change && edge.from === from && edge.to === to)
