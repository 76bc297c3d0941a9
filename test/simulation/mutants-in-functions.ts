import type { Mutant } from './mutant.ts'

/** Bugs in what the functions do: an effect left out, in the wrong order, or counted as done. */
export const mutantsInFunctions: readonly Mutant[] = [
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
    name: 'an audience whose deliveries SQS refused counts as queued',
    file: 'functions/notify-team/handler.ts',
    from: 'for (const { reportId } of reports) failed.add(reportId)',
    to: '',
  },
  {
    name: 'a digest is kept and never sent to its contacts',
    file: 'functions/notify-team/handler.ts',
    from: 'await deps.deliveries.send(contactIds.map((contactId) => ({ digestId, contactId, tried: 0 })))',
    to: '',
  },
  {
    name: 'only the first contact of an audience is notified',
    file: 'functions/notify-team/handler.ts',
    from: 'await deps.deliveries.send(contactIds.map(',
    to: 'await deps.deliveries.send(contactIds.slice(0, 1).map(',
  },
  {
    name: 'a delivery that failed counts as accepted',
    file: 'functions/deliver/handler.ts',
    from: "return 'failed'",
    to: "return 'accepted'",
  },
  {
    name: 'a delivery that failed is not tried again',
    file: 'functions/deliver/handler.ts',
    from: 'await deps.deliveries.send([{ digestId, contactId, tried: tries }], delaySeconds)',
    to: '',
  },
  {
    name: 'an acceptance does not mark the alert as sent',
    file: 'functions/deliver/handler.ts',
    from: "await markAlerts(deps, digest, 'sent')",
    to: '0',
  },
  {
    name: 'a channel that is faster than notify-team leaves the alert unmarked',
    file: 'functions/deliver/handler.ts',
    from: 'if (unmarked > 0 && isYoung)',
    to: 'if (unmarked < 0 && isYoung)',
  },
  {
    name: 'a late delivery is dropped though nobody has answered',
    file: 'functions/deliver/handler.ts',
    from: "if (alerted !== undefined && (alerted.state === 'withdrawn' || isUnanswered(alerted))) return false",
    to: '',
  },
  {
    name: 'a delivery does not wait for its turn',
    file: 'functions/deliver/turns.ts',
    from: 'const turn = reserved ?? (await turns.reserve(address, at))',
    to: 'const turn = present',
  },
  {
    name: 'a delivery that is late for its turn takes it all the same',
    file: 'functions/deliver/turns.ts',
    from: 'delivery.turn !== undefined && delivery.turn >= present ? delivery.turn : undefined',
    to: 'delivery.turn',
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
    from: "const shown = opened.supplements.filter((supplement) => 'text' in supplement).map(({ id }) => id)",
    to: 'const shown = Object.keys(change.next.supplements ?? {})',
  },
  {
    name: 'a report is closed over an addition that nobody read',
    file: 'functions/duty-api/handler.ts',
    from: "if (report.state === 'acknowledged' && hasUnreadSupplements(report)) {",
    to: "if (report.state === 'received') {",
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
    name: 'a report is opened though the reading could not be logged',
    file: 'functions/duty-api/opening.ts',
    from: 'if (change === undefined) return reply\n  const opened = await openAll(deps, change.next, { officer, before })',
    to: "const found = await deps.reports.find(call.request.pathParameters['reportId'] ?? '')\n  if (found === undefined) return reply\n  const opened = await openAll(deps, found, { officer, before })",
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
]
