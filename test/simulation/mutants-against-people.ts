import type { Mutant } from './mutant.ts'

const states = 'shared/domain/report-states.ts'

/** Bugs that let somebody destroy a report, bury it, or pass it to and fro. */
export const mutantsAgainstPeople: readonly Mutant[] = [
  {
    name: 'a withdrawal takes effect at once',
    file: 'shared/domain/reporter-changes.ts',
    from: 'dueAt: minutesAfter(now, policy.withdrawalMinutes)',
    to: 'dueAt: now.toISOString()',
  },
  {
    name: 'a withdrawal that is undone stands',
    file: 'shared/domain/reporter-changes.ts',
    from: "withWish(without(report, 'withdrawal'), 'withdrawal-undone', now)",
    to: "withWish(report, 'withdrawal-undone', now)",
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
    name: 'an immediate report erases itself once its grade is lowered',
    file: states,
    from: '[grade, decision.grade].some(',
    to: '[grade].some(',
  },
  {
    name: 'a held report erases itself',
    file: states,
    from: '  report.heldBy === undefined &&\n',
    to: '',
  },
  {
    name: 'a report that was added to since the withdrawal erases itself',
    file: states,
    from: 'hasAdditionSince(report, report.withdrawal.requestedAt)',
    to: "hasAdditionSince(report, '9999')",
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
    from: '...defined({ actBy, also }) }\n}\n\n/**\n * Returns what an officer',
    to: '...defined({ also }) }\n}\n\n/**\n * Returns what an officer',
  },
  {
    name: 'nobody hears of a report that is passed to and fro',
    file: 'shared/domain/next-alert.ts',
    from: 'count > 1',
    to: 'count > 99',
  },
  {
    name: 'nobody hears of the closing of an immediate report',
    file: 'shared/domain/officer-changes.ts',
    from: 'tellsSupervisors || isImmediate(report)',
    to: 'tellsSupervisors',
  },
  {
    name: 'a withdrawal takes the place of the alert of a closing',
    file: 'shared/domain/next-alert.ts',
    from: "alerting.kind === 'closing' ? 'desk-supervisor' : alerting.also",
    to: 'alerting.also',
  },
  {
    name: 'a closed report is erased before its time',
    file: 'shared/domain/due-change.ts',
    from: 'report.heldBy !== undefined || report.eraseAt > now.toISOString()',
    to: 'report.heldBy !== undefined',
  },
]
