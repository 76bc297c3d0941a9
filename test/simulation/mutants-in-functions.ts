import type { Mutant } from './mutant.ts'

/** What an opening would say if it had shown all that a report has. */
const everything =
  '{ supplements: Object.keys(change.next.supplements ?? {}), shelves: (change.next.shelves ?? []).map(({ filledSeq }) => filledSeq) }'

/** Bugs in what the functions do: an effect left out, in the wrong order, or counted as done. */
export const mutantsInFunctions: readonly Mutant[] = [
  {
    name: 'the answer is 202 though the put failed',
    file: 'functions/accept-report/store-once.ts',
    from: 'const prior = await deps.reports.accept(report)',
    to: "const prior = await deps.reports.accept(report).catch(() => 'created' as const)",
  },
  {
    name: 'the answer is 202 though the text was not stored',
    file: 'functions/accept-report/store-once.ts',
    from: 'await texts.put(reportId, textId, sealed)',
    to: 'await texts.put(reportId, textId, sealed).catch(() => undefined)',
  },
  {
    name: "a retry's text takes the place of the first",
    file: 'functions/accept-report/store-once.ts',
    from: 'const textId = newTextId()',
    to: "const textId = 'text'",
  },
  {
    name: 'a retry gets another reference',
    file: 'functions/accept-report/store-once.ts',
    from: 'deps.credentials.derive(keyed.key, attempt)',
    to: 'deps.credentials.derive(deps.credentials.newKey(), attempt)',
  },
  {
    name: 'an audience whose deliveries SQS refused counts as queued',
    file: 'functions/notify-team/handler.ts',
    from: 'for (const { reportId } of reports) failed.add(reportId)',
    to: '',
  },
  {
    name: 'a drill and a report share a digest',
    file: 'functions/notify-team/handler.ts',
    from: "isDrill(report) ? 'drill' : 'report'",
    to: "''",
  },
  {
    name: 'a drill is acknowledged like a report, and does not end',
    file: 'functions/duty-api/handler.ts',
    from: 'isDrill(report) ? acknowledgeDrill : acknowledge',
    to: 'acknowledge',
  },
  {
    name: 'a digest is kept and never sent to its contacts',
    file: 'functions/notify-team/handler.ts',
    from: 'await deps.deliveries.send(contacts.flatMap((contact) => toDeliveries(contact, { digestId, reportIds, endedIds })))',
    to: '',
  },
  {
    name: 'only the first contact of an audience is notified',
    file: 'functions/notify-team/handler.ts',
    from: 'await deps.deliveries.send(contacts.flatMap(',
    to: 'await deps.deliveries.send(contacts.slice(0, 1).flatMap(',
  },
  {
    name: 'a delivery that failed counts as accepted',
    file: 'functions/deliver/sending.ts',
    from: "return 'failed'",
    to: "return 'accepted'",
  },
  {
    name: 'a delivery that failed is not tried again',
    file: 'functions/deliver/handler.ts',
    from: 'await deps.deliveries.send([{ ...withoutTurn(delivery), tried: tries }], delaySeconds)',
    to: '',
  },
  {
    name: 'an acceptance does not mark the alert as sent',
    file: 'functions/deliver/handler.ts',
    from: "await markAlerts(deps, { ...digest, reportIds: takenBy(delivery, digest) }, 'sent')",
    to: '0',
  },
  {
    name: 'a delivery does not wait for its turn',
    file: 'functions/deliver/turns.ts',
    from: 'const turn = reserved ?? (await turns.reserve(address, from))',
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
    from: 'const { opened, shown } = await openAll(deps, change.next, { officer, before })',
    to: `await markShown(deps, change.next, { officer, shown: ${everything} })
  const { opened, shown } = await openAll(deps, change.next, { officer, before })`,
  },
  {
    name: 'one page counts as reading every page',
    file: 'functions/duty-api/opening.ts',
    from: 'await markShown(deps, change.next, { officer, shown })',
    to: `await markShown(deps, change.next, { officer, shown: ${everything} })`,
  },
  {
    name: 'a report is closed over an addition that nobody read',
    file: 'functions/duty-api/handler.ts',
    from: 'if (hasUnreadSupplements(report)) {',
    to: 'if (report === undefined) {',
  },
  {
    name: 'a report is closed that its desk has not read',
    file: 'functions/duty-api/handler.ts',
    from: "if (isUnread(report)) return refused('not-read', 'your desk has not read this report; open it before you close it')",
    to: '',
  },
  {
    name: 'a report is closed over a withdrawal that nobody decided',
    file: 'functions/duty-api/handler.ts',
    from: 'if (isWithdrawn(report)) {',
    to: 'if (report === undefined) {',
  },
  {
    name: 'an officer erases what the desk has not read',
    file: 'functions/duty-api/handler.ts',
    from: "if (isUnread(report)) return refused('not-read', 'your desk has not read this report; open it before you erase it')",
    to: '',
  },
  {
    name: 'an officer erases an addition that nobody read',
    file: 'functions/duty-api/handler.ts',
    from: 'if (hasNews(report)) {',
    to: 'if (report === undefined) {',
  },
  {
    name: 'an officer erases what is held',
    file: 'functions/duty-api/handler.ts',
    from: 'if (report.heldBy !== undefined) {',
    to: 'if (report === undefined) {',
  },
  {
    name: 'a handover that is repeated is refused',
    file: 'functions/duty-api/handover.ts',
    from: 'if (change === undefined) return (await findDone(deps, call, desk)) ?? reply',
    to: 'if (change === undefined) return reply',
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
    file: 'functions/follow-up/addition.ts',
    from: 'if (earlier !== undefined) return { change: undefined, reply: received(earlier.at, notices) }',
    to: '',
  },
  {
    name: 'an addition is answered 202 before it is stored',
    file: 'functions/follow-up/addition.ts',
    from: 'await texts.put(reportId, additionId, sealed)',
    to: 'texts.put(reportId, additionId, sealed).catch(() => undefined)',
  },
  {
    name: 'a report is opened though the reading could not be logged',
    file: 'functions/duty-api/opening.ts',
    from: 'if (change === undefined) return reply\n  const { opened, shown } = await openAll(deps, change.next, { officer, before })',
    to: "const found = await deps.reports.find(call.request.pathParameters['reportId'] ?? '')\n  if (found === undefined) return reply\n  const { opened, shown } = await openAll(deps, found, { officer, before })",
  },
  {
    name: 'a late message routes a report again',
    file: 'functions/route-report/handler.ts',
    from: "if (report.state === 'received') {",
    to: "if (report.state === 'received' || report.state === 'alerted') {",
  },
  {
    name: 'the text of a note is logged',
    file: 'functions/duty-api/note.ts',
    from: 'const { noteId, note } = await seal(report)',
    to: "deps.log.event('note.added', { text })\n  const { noteId, note } = await seal(report)",
  },
]
