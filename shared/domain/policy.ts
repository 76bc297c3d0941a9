import type { Grade } from './grade.ts'

const minute = 1
const hour = 60 * minute
const day = 24 * hour

/** Every number that Harbour sets itself, in one table. Times are minutes unless the name says otherwise. */
export const policy = {
  /** How long routing, or sending an alert, may take before watch-deadlines repeats it. */
  redriveMinutes: 1,
  /**
   * How long a desk has to acknowledge the first alert.
   * Prompt: Police Scotland's supervisor review at 45 minutes (scotland.police.uk, call handling).
   */
  firstAlertMinutes: { immediate: 5, prompt: 45, standard: 8 * hour } satisfies Record<Grade, number>,
  /** How long each alert after the first waits for an acknowledgement; the last repeats without end. */
  escalationMinutes: [5, 15, hour],
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
  /** The rung from which a telephone rings for an immediate report. */
  callFromRung: 2,
  /** How long digests and the turns of addresses are kept, minutes: as long as a queue keeps a message. */
  deliveryKeptMinutes: 14 * day,
  /** How long an officer has to close an acknowledged report before being reminded. */
  acknowledgedMinutes: day,
  /** How long after a reminder the next one goes out. */
  reminderMinutes: hour,
  /** How long a closed report is kept before its text is erased. */
  retentionMinutes: 30 * day,
  /** A closed report that its reporter added to within this time is not erased. */
  quietBeforeErasureMinutes: 7 * day,
  /** How many wrong follow-up codes a reference takes in a window before it is closed to any code. */
  wrongAttempts: 10,
  /** How long such a window is. */
  attemptWindowMinutes: hour,
  /** How many log entries one item holds before they are kept in an item of their own. */
  logPageEntries: 20,
  /**
   * How many additions and notes one opening shows. Each has at most 20,000 characters, which are 80 KB in the answer
   * of a Lambda function. Such an answer holds 6 MB (AWS Lambda quotas, invocation payload).
   */
  openedSupplements: 50,
  /** How many reports a page of a desk's list has. */
  listPageReports: 25,
  /**
   * A division or police force is named alone when it has this part of a place's postcodes; else as many are named as
   * together have it.
   */
  namedAloneShare: 0.95,
  /** How soon the demand's deadline must be to count as urgent. */
  demandDeadlineHours: 24,
  /** The largest request body that is accepted, bytes. */
  bodyBytes: 64 * 1024,
  /** The longest text in one field, characters (UTF-16 code units). */
  textCharacters: 20_000,
  /** Over how many partitions the due index is spread. */
  duePartitions: 16,
} as const

/** Returns the instant some minutes after another, ISO 8601 UTC. */
export const minutesAfter = (at: Date, minutes: number): string =>
  new Date(at.getTime() + minutes * 60_000).toISOString()
