import type { Mutant } from './mutant.ts'

/** Bugs in what the functions share: decisions of the domain, and the store that compares versions. */
export const mutantsInShared: readonly Mutant[] = [
  {
    name: 'a routed report has no dueAt',
    file: 'shared/domain/routing-changes.ts',
    from: "alerting: { kind: 'new', rung: 1 },\n      dueAt: report.dueAt > now.toISOString() ? report.dueAt : redriveAt(now),",
    to: "alerting: { kind: 'new', rung: 1 },\n      dueAt: undefined,",
  },
  {
    name: 'a refused condition counts as stored',
    file: 'shared/workflow/advance.ts',
    from: "(await reports.update(report, decision.change)) === 'stored'",
    to: '[await reports.update(report, decision.change)].length === 1',
  },
  {
    name: 'the store compares no version',
    file: 'test/fakes/report-store.ts',
    from: 'stored === undefined || stored.report.seq !== current.seq',
    to: 'stored === undefined',
  },
  {
    name: 'an alert that was not sent is passed over',
    file: 'shared/domain/due-change.ts',
    from: 'if (pending !== undefined && !isDeadlineMissed(pending, now)) {',
    to: 'if (pending === null) {',
  },
  {
    name: 'an acknowledgement does not stop the ladder',
    file: 'shared/domain/due-change.ts',
    from: "if (report.state !== 'acknowledged' || isUnread(report)) {",
    to: 'if (report !== undefined) {',
  },
  {
    name: 'a reminder goes wider with each step',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && alerting.actBy === undefined',
    to: 'isOwned(report) && alerting.actBy === undefined',
  },
  {
    name: 'an addition after an acknowledgement is told to the desk alone, for ever',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && alerting.actBy === undefined',
    to: "isOwned(report) && report.state !== 'acknowledged' && alerting.actBy === undefined",
  },
  {
    name: 'every addition is told to everyone again',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && alerting.actBy === undefined',
    to: 'isOwned(report) && isUnanswered(report)',
  },
  {
    name: 'the ladder of an addition begins where that of the report ended',
    file: 'shared/domain/next-alert.ts',
    from: "return { kind: isPending ? kind : 'addition', rung: 1 }",
    to: "return { kind: isPending ? kind : 'addition', rung }",
  },
  {
    name: 'an unread addition has as much time as a report that is to be closed',
    file: 'shared/domain/ladder.ts',
    from: 'alerting.actBy ?? (isUnanswered(report) ? answerBy : minutesAfter(now, policy.reminderMinutes))',
    to: 'alerting.actBy ?? minutesAfter(now, policy.reminderMinutes)',
  },
  {
    name: 'each addition gives the desk its time anew',
    file: 'shared/domain/next-alert.ts',
    from: "kind : 'addition', rung, ...defined({ actBy }) }",
    to: "kind : 'addition', rung }",
  },
  {
    name: 'a raised grade leaves an unread addition the time that it had',
    file: 'shared/domain/officer-changes.ts',
    from: 'if (!isUnanswered(report) || report.alerting.actBy === undefined) {',
    to: "if (report.state === 'acknowledged' || report.alerting.actBy === undefined) {",
  },
  {
    name: 'an addition that nobody read is reminded of as a report that is not closed',
    file: 'shared/domain/due-change.ts',
    from: 'if (report.unreadSince !== undefined) {',
    to: 'if (report === undefined) {',
  },
  {
    name: 'reading an addition does not end its ladder',
    file: 'shared/domain/opening-changes.ts',
    from: "...without(report, 'unreadSince', 'handover'),",
    to: "...without(report, 'handover'),",
  },
  {
    name: 'an escalation sets no new dueAt',
    file: 'shared/domain/due-change.ts',
    from: 'change: change({ ...report, alerting, dueAt: redriveAt(now) }',
    to: "change: change({ ...report, alerting, dueAt: '9999-12-31T00:00:00.000Z' }",
  },
  {
    name: 'an addition puts the deadline off',
    file: 'shared/domain/reporter-changes.ts',
    from: '[additionId]: addition },\n      dueAt: dueSoon(report, now),',
    to: '[additionId]: addition },\n      dueAt: dueSoon({}, now),',
  },
  {
    name: 'a withdrawal keeps the key',
    file: 'shared/domain/withdrawal-changes.ts',
    from: "    state: 'withdrawn',\n",
    to: "    ...{ wrappedKey: report.wrappedKey, state: 'withdrawn' },\n",
  },
  {
    name: 'what is held is erased',
    file: 'shared/domain/closed-due.ts',
    from: 'return report.heldBy === undefined ? { ...closed, dueAt: report.eraseAt } : closed',
    to: 'return { ...closed, dueAt: report.eraseAt }',
  },
  {
    name: 'an officer of another desk may act',
    file: 'shared/domain/report-view.ts',
    from: 'officerDesks.includes(desk) || officerDesks.includes(',
    to: 'true || officerDesks.includes(desk) || officerDesks.includes(',
  },
  {
    name: 'the log is not chained',
    file: 'shared/domain/log.ts',
    from: 'const placed = { seq: newest.seq + 1, ...entry, previousHash: newest.hash }',
    to: "const placed = { seq: newest.seq + 1, ...entry, previousHash: '' }",
  },
  {
    name: 'the grade falls when the report is routed',
    file: 'shared/domain/routing-changes.ts',
    from: '      wrappedKey: keys.wrappedKey,\n      desk,\n      grade,',
    to: "      wrappedKey: keys.wrappedKey,\n      desk,\n      grade: 'standard',",
  },
  {
    name: 'an erasure forgets the sealed text of the report',
    file: 'shared/domain/report-states.ts',
    from: '  report.textId,\n  ...supplementsOf(report)',
    to: '  ...supplementsOf(report)',
  },
  {
    name: 'a change is logged under the name of another',
    file: 'shared/domain/officer-changes.ts',
    from: "logged('report.closed', maker",
    to: "logged('report.rerouted', maker",
  },
  {
    name: 'a change names somebody else as its maker',
    file: 'shared/domain/change.ts',
    from: "'who' in maker ? maker.who : lifecycle[what].by",
    to: "'who' in maker ? maker.who : 'route-report'",
  },
]
