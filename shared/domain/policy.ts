import type { Grade } from './grade.ts'

const minute = 1
const hour = 60 * minute
const day = 24 * hour

/** Every number that Harbour sets itself, in one table. Times are minutes unless the name says otherwise. */
export const policy = {
  /** How long routing, or sending an alert, may take before watch-deadlines repeats it. */
  redriveMinutes: 1,
  /** How long after an alert of a closed or erased report reached nobody it is tried again. */
  failedRetryMinutes: hour,
  /**
   * How long a desk has to acknowledge the first alert.
   * Prompt: Police Scotland's supervisor review at 45 minutes (scotland.police.uk, call handling).
   */
  firstAlertMinutes: { immediate: 5, prompt: 45, standard: 8 * hour } satisfies Record<Grade, number>,
  /** How long the second alert and the third wait for an answer. */
  escalationMinutes: [5, 15],
  /** How long each later alert waits for an answer, without end. */
  laterEscalationMinutes: hour,
  /** The rung of the ladder from which each wider audience is notified as well. */
  audienceFromRung: { 'duty-control': 2, 'desk-supervisor': 3, 'duty-control-supervisor': 4 },
  /** How long a queued digest has until a channel accepts it; then watch-deadlines has another one made. */
  deliveryMinutes: 3,
  /**
   * How long after each failed try of a delivery the next one is made, seconds; after the last there is none. The sum
   * is over an hour, so that a channel may be down for that long.
   */
  deliveryRetrySeconds: [5, 10, 15, 30, 60, 120, 300, 900, 900, 900, 900],
  /** After so many failed tries a delivery counts as failed, though it is tried on: the ladder does not wait for it. */
  failedAfterTries: 4,
  /** How long after supervisors were notified that a contact fails they may be notified of its next failing. */
  failingNotifiedMinutes: day,
  /** For how many reports of a digest an on-call engine opens an alert each, most urgent first; the rest share one. */
  engineAlerts: 10,
  /** The rung from which a telephone rings for an immediate report. */
  callFromRung: 2,
  /** How long digests and the turns of addresses are kept, minutes: as long as a queue keeps a message. */
  deliveryKeptMinutes: 14 * day,
  /** How long an officer who acknowledged a report has to open it before its ladder goes on. */
  minutesToOpen: { immediate: 10, prompt: hour, standard: 8 * hour } satisfies Record<Grade, number>,
  /** How long an officer has to close an acknowledged report before being reminded. */
  acknowledgedMinutes: day,
  /** How long after a reminder the next one goes out. */
  reminderMinutes: hour,
  /** How long a closed report is kept before its text is erased. */
  retentionMinutes: 30 * day,
  /**
   * How long a reporter may undo a withdrawal, and an officer may hold the report, before the withdrawal takes effect.
   */
  withdrawalMinutes: 72 * hour,
  /** How often the desk is reminded of a withdrawal that an officer must decide. */
  withdrawalReminderMinutes: day,
  /** How many reports one officer may close within an hour before the supervisors of the desk are notified. */
  closingsAnHour: 20,
  /** How many wrong follow-up codes in five minutes the operators are notified of, over all references. */
  wrongCodesInFiveMinutes: 50,
  /** How long a canary is followed until its alert is sent, seconds: longer than an alert of any desk may take. */
  canaryFollowSeconds: 90,
  /** After how many minutes a canary that nobody withdrew is erased: longer than it is followed. */
  canaryErasedMinutes: 5,
  /** How long a canary may take from its first call to its erasure, seconds, before the operators are notified. */
  canarySeconds: 60,
  /** How many log entries one item holds before they are kept in an item of their own. */
  logPageEntries: 20,
  /**
   * How many additions and notes a report's item holds before the oldest go to a shelf. With all their keys, 20 log
   * entries and 1,000 shelves the item stays under DynamoDB's 400 KB.
   */
  heldSupplements: 100,
  /**
   * How many additions and notes a shelf has: no more than one opening can show, however long each is. Each is at most
   * 128 KB of JSON, which are 256 KB in the answer of a Lambda function. Such an answer holds 6 MB (AWS Lambda quotas,
   * invocation payload).
   */
  shelfSupplements: 20,
  /** How many bytes of additions and notes one opening shows, as the answer of a Lambda function. */
  openedBytes: 4 * 1024 * 1024,
  /** How far the clocks of two functions may be apart. */
  clockMinutes: 1,
  /**
   * How many bytes of JSON a page of a report's log has; in the answer of a Lambda function, which holds it as a text,
   * at most twice as many.
   */
  shownLogBytes: 2 * 1024 * 1024,
  /** How long after a change copies of shelves are swept away: longer than a function that began before it may run. */
  sweepMinutes: 1,
  /** How many drills of a desk are listed, newest first. */
  listedDrills: 25,
  /** How many reports a page of a desk's list has. */
  listPageReports: 25,
  /**
   * A division or police force is named alone when it has this part of a place's postcodes; else as many are named as
   * together have it.
   */
  namedAloneShare: 0.95,
  /** How soon the demand's deadline must be to count as urgent. */
  demandDeadlineHours: 24,
  /** The largest request body that is read, bytes. */
  bodyBytes: 5 * 1024 * 1024,
  /** The most text that is accepted, bytes of JSON without files. Twice as much is sealed in one item of DynamoDB. */
  textBytes: 128 * 1024,
  /**
   * Answers to reporters are padded to whole steps of so many bytes: the longest advice fits one with room for notices.
   */
  answerStepBytes: 16 * 1024,
  /** The longest text in one field, characters (UTF-16 code units). */
  textCharacters: 20_000,
  /** Over how many partitions the due index is spread. */
  duePartitions: 16,
} as const

/** Returns the instant some minutes after another, ISO 8601 UTC. */
export const minutesAfter = (at: Date, minutes: number): string =>
  new Date(at.getTime() + minutes * 60_000).toISOString()
