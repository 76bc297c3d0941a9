import type { Mutant } from './mutant.ts'

const states = 'shared/domain/report-states.ts'

/** Bugs that let somebody destroy a report, bury it, or pass it to and fro. */
export const mutantsAgainstPeople: readonly Mutant[] = [
  {
    name: 'any tag makes a canary',
    file: 'functions/accept-report/acceptance.ts',
    from: 'return await canaryTags.isOf(key, tag)',
    to: 'return (await canaryTags.isOf(key, tag)) || tag.length > 0',
  },
  {
    name: 'a tag that cannot be verified makes a canary',
    file: 'functions/accept-report/acceptance.ts',
    from: "log.fault('canary.not-verified', error)\n    return false",
    to: "log.fault('canary.not-verified', error)\n    return true",
  },
  {
    name: 'a person is notified of a canary',
    file: 'shared/domain/ladder.ts',
    from: 'if (ofReport === canaryDesk) return [sink.audience]',
    to: "if (ofReport === canaryDesk) return [{ desk: 'duty-control', recipients: 'duty' }]",
  },
  {
    name: 'a canary that nobody withdrew escalates',
    file: 'shared/domain/due-change.ts',
    from: 'if (isCanary(report)) return',
    to: 'if (isCanary(report) && report.dueAt === undefined) return',
  },
  {
    name: 'duty control sees a canary',
    file: 'shared/domain/report-view.ts',
    from: 'desk !== canaryDesk && (',
    to: '(',
  },
  {
    name: 'any report is erased as a canary',
    file: 'shared/domain/canary.ts',
    from: ' && report.desk === canaryDesk',
    to: '',
  },
  {
    name: 'a right tag makes a canary of any words',
    file: 'functions/accept-report/acceptance.ts',
    from: 'isCanaryBody(sent.value) && ',
    to: '',
  },
  {
    name: 'only taking and opening a report is handling it',
    file: 'shared/domain/change.ts',
    from: "lifecycle[what].by !== 'officer' ||",
    to: "!['report.acknowledged', 'report.opened'].includes(what) ||",
  },
  {
    name: 'a withdrawal takes effect at once',
    file: 'shared/domain/reporter-changes.ts',
    from: 'dueAt: minutesAfter(now, policy.withdrawalMinutes)',
    to: 'dueAt: now.toISOString()',
  },
  {
    name: 'a withdrawal that is undone stands',
    file: 'shared/domain/reporter-changes.ts',
    from: "{ ...without(report, 'withdrawal'), wishUndoneAt",
    to: '{ ...report, wishUndoneAt',
  },
  {
    name: "a child's report erases itself",
    file: states,
    from: "  report.decision.ageGroup === 'adult' &&\n",
    to: '',
  },
  {
    name: 'what an officer had erases itself after a handover',
    file: states,
    from: '  report.handledAt === undefined &&\n',
    to: '',
  },
  {
    name: 'an immediate report erases itself',
    file: states,
    from: '  !isImmediate(report) &&\n',
    to: '',
  },
  {
    name: 'a report that was added to since the withdrawal erases itself',
    file: states,
    from: "kind === 'addition' && at >= since",
    to: "kind === 'addition' && at >= '9999'",
  },
  {
    name: 'a withdrawal does not make its report due',
    file: 'shared/domain/change.ts',
    from: 'if (!isWithdrawn(next)) return next',
    to: 'if (next !== undefined) return next',
  },
  {
    name: 'nobody is reminded of a withdrawal that waits for a decision',
    file: 'shared/domain/due-change.ts',
    from: 'if (isOpenable(report) && isWithdrawn(report) && report.withdrawal.dueAt <= now.toISOString()) {',
    to: 'if (isOpenable(report) && isWithdrawn(report) && erasesItself(report)) {',
  },
  {
    name: 'a report that its officer does not open is reminded of as one to be closed',
    file: 'shared/domain/due-change.ts',
    from: "if (report.state !== 'acknowledged' || isUnread(report)) {",
    to: "if (report.state !== 'acknowledged') {",
  },
  {
    name: 'an officer has a day to open a report',
    file: 'shared/domain/next-alert.ts',
    from: 'hasToRead ? policy.minutesToOpen[toGrade(report.grade)] : policy.acknowledgedMinutes',
    to: 'policy.acknowledgedMinutes',
  },
  {
    name: 'an acknowledgement answers an addition that nobody read',
    file: 'shared/domain/officer-changes.ts',
    from: '...(hasUnreadSupplements(report) ? { unreadSince: at } : {}),',
    to: '',
  },
  {
    name: 'a reading by the old desk counts for the new one',
    file: 'shared/domain/officer-changes.ts',
    from: "'unreadSince', 'readAt'),",
    to: "'unreadSince'),",
  },
  {
    name: 'a handover begins the ladder anew',
    file: 'shared/domain/next-alert.ts',
    from: 'rung: isUnanswered(report) ? rung : 1,',
    to: 'rung: 1,',
  },
  {
    name: 'a handover moves the deadline back',
    file: 'shared/domain/next-alert.ts',
    from: '...defined({ actBy, also }) })\n}\n\n/**\n * Returns what an officer',
    to: '...defined({ also }) })\n}\n\n/**\n * Returns what an officer',
  },
  {
    name: 'nobody hears of the closing of an immediate report',
    file: 'shared/domain/officer-changes.ts',
    from: 'notifiesSupervisors || isImmediate(report)',
    to: 'notifiesSupervisors',
  },
]
