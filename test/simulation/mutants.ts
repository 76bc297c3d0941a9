/** A bug that somebody could write: one piece of our source, replaced by another. */
export interface Mutant {
  readonly name: string
  /** From the root of the project. */
  readonly file: string
  /** Must be in the file exactly once. */
  readonly from: string
  readonly to: string
}

/** The bugs that the simulation must notice. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a routed report has no dueAt',
    file: 'shared/domain/routing-changes.ts',
    from: "alerting: { kind: 'new', rung: 1 },\n      dueAt: report.dueAt > now.toISOString() ? report.dueAt : redriveAt(now),",
    to: "alerting: { kind: 'new', rung: 1 },\n      dueAt: undefined,",
  },
  {
    name: 'the answer is 202 though the put failed',
    file: 'functions/accept-report/handler.ts',
    from: 'const outcome = await reports.accept(report)',
    to: "const outcome = await reports.accept(report).catch(() => 'created' as const)",
  },
  {
    name: 'the answer is 202 though the text was not stored',
    file: 'functions/accept-report/handler.ts',
    from: 'await texts.put(reportId, textId, sealed)',
    to: 'await texts.put(reportId, textId, sealed).catch(() => undefined)',
  },
  {
    name: "a retry's text takes the place of the first",
    file: 'functions/accept-report/handler.ts',
    from: 'const textId = newTextId()',
    to: "const textId = 'text'",
  },
  {
    name: 'a retry gets another reference',
    file: 'functions/accept-report/handler.ts',
    from: 'credentials.derive(key, attempt)',
    to: 'credentials.derive(credentials.newKey(), attempt)',
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
    name: 'an alert that SNS refused counts as sent',
    file: 'functions/notify-team/handler.ts',
    from: "if (failed !== undefined) throw new Error('SNS did not accept an alert for every audience', { cause: failed.reason })",
    to: '',
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
    from: "if (report.state !== 'acknowledged') {",
    to: 'if (report !== undefined) {',
  },
  {
    name: 'a reminder goes wider with each step',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && report.alerting.actBy === undefined',
    to: 'isOwned(report) && report.alerting.actBy === undefined',
  },
  {
    name: 'an addition after an acknowledgement is told to the desk alone, for ever',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && report.alerting.actBy === undefined',
    to: "isOwned(report) && report.state !== 'acknowledged' && report.alerting.actBy === undefined",
  },
  {
    name: 'every addition is told to everyone again',
    file: 'shared/domain/ladder.ts',
    from: 'isOwned(report) && isUnanswered(report) && report.alerting.actBy === undefined',
    to: 'isOwned(report) && isUnanswered(report)',
  },
  {
    name: 'the ladder of an addition begins where that of the report ended',
    file: 'shared/domain/ladder.ts',
    from: "return { kind: isPending ? kind : 'addition', rung: 1 }",
    to: "return { kind: isPending ? kind : 'addition', rung }",
  },
  {
    name: 'an unread addition has as much time as a report that is to be closed',
    file: 'shared/domain/ladder.ts',
    from: 'if (!isOwned(report) || isUnanswered(report)) return minutesToAnswer',
    to: "if (report.state !== 'acknowledged') return minutesToAnswer",
  },
  {
    name: 'each addition gives the desk its time anew',
    file: 'shared/domain/ladder.ts',
    from: "kind : 'addition', rung, ...(actBy === undefined ? {} : { actBy }) }",
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
    from: "const answered = without(report, 'unreadSince')",
    to: 'const answered = report',
  },
  {
    name: 'an opening that fails counts as reading',
    file: 'functions/duty-api/opening.ts',
    from: 'const opened = await openAll(deps, change.next, { officer, before })',
    to: 'await markShown(deps, change.next, { officer, shown: Object.keys(change.next.supplements ?? {}) })\n  const opened = await openAll(deps, change.next, { officer, before })',
  },
  {
    name: 'one page counts as reading every page',
    file: 'functions/duty-api/opening.ts',
    from: "const shown = opened.parts.filter((supplement) => 'text' in supplement).map(({ id }) => id)",
    to: 'const shown = Object.keys(change.next.supplements ?? {})',
  },
  {
    name: 'a report is closed over an addition that nobody read',
    file: 'functions/duty-api/handler.ts',
    from: "if (report.state === 'acknowledged' && hasUnreadSupplements(report)) {",
    to: "if (report.state === 'received') {",
  },
  {
    name: 'an escalation sets no new dueAt',
    file: 'shared/domain/due-change.ts',
    from: 'next: { ...report, alerting, dueAt: redriveAt(now) }',
    to: "next: { ...report, alerting, dueAt: '9999-12-31T00:00:00.000Z' }",
  },
  {
    name: 'the key is re-addressed to another desk than the report',
    file: 'functions/route-report/handler.ts',
    from: 'deps.envelope.readdress(report.reportId, report.wrappedKey, unrouted, decision.desk)',
    to: "deps.envelope.readdress(report.reportId, report.wrappedKey, unrouted, 'duty-control')",
  },
  {
    name: 'a handover leaves the notes with the old desk',
    file: 'functions/duty-api/handover.ts',
    from: '([, supplement]) => supplement.desk === desk)',
    to: "([, supplement]) => supplement.kind === 'addition' && supplement.desk === desk)",
  },
  {
    name: 'an addition puts the deadline off',
    file: 'shared/domain/reporter-changes.ts',
    from: '[additionId]: addition },\n    dueAt: dueSoon(report, now),',
    to: '[additionId]: addition },\n    dueAt: redriveAt(now),',
  },
  {
    name: 'an addition is added again by a retry',
    file: 'functions/follow-up/handler.ts',
    from: 'if (earlier !== undefined) return { change: undefined, reply: received(earlier.at) }',
    to: '',
  },
  {
    name: 'an addition is answered 202 before it is stored',
    file: 'functions/follow-up/handler.ts',
    from: 'await deps.texts.put(reportId, additionId, sealed)',
    to: 'deps.texts.put(reportId, additionId, sealed).catch(() => undefined)',
  },
  {
    name: 'a withdrawal keeps the key',
    file: 'shared/domain/reporter-changes.ts',
    from: "      state: 'withdrawn',\n",
    to: "      ...('wrappedKey' in report ? { wrappedKey: report.wrappedKey } : {}),\n      state: 'withdrawn',\n",
  },
  {
    name: 'what is held is erased',
    file: 'shared/domain/officer-changes.ts',
    from: 'return report.heldBy === undefined ? { ...closed, dueAt: minutesAfter(now, policy.retentionMinutes) } : closed',
    to: 'return { ...closed, dueAt: minutesAfter(now, policy.retentionMinutes) }',
  },
  {
    name: 'a report is opened though the reading could not be logged',
    file: 'functions/duty-api/opening.ts',
    from: 'if (change === undefined) return reply\n  const opened = await openAll(deps, change.next, { officer, before })',
    to: "const found = await deps.reports.find(call.request.pathParameters['reportId'] ?? '')\n  if (found === undefined) return reply\n  const opened = await openAll(deps, found, { officer, before })",
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
    name: 'a late message routes a report again',
    file: 'functions/route-report/handler.ts',
    from: "if (report.state === 'received') {",
    to: "if (report.state === 'received' || report.state === 'alerted') {",
  },
  {
    name: 'the text of a note is logged',
    file: 'functions/duty-api/handler.ts',
    from: 'const { request, officer } = call\n  const key',
    to: "const { request, officer } = call\n  deps.log.event('note.added', { text })\n  const key",
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
    file: 'shared/domain/routing-changes.ts',
    from: "logged('alert.sent', { who: 'notify-team', now }",
    to: "logged('alert.sent', { who: 'route-report', now }",
  },
]
