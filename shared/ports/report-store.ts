import type { Change } from '../domain/change.ts'
import type { NewLogEntry } from '../domain/log.ts'
import type { Report, ReportIn } from '../domain/report.ts'
import type { Shelves } from './shelves.ts'

/**
 * What proves that a second POST is a retry of the first. Hashes only: they neither reveal nor confirm what was typed.
 */
export interface AcceptanceProof {
  /**
   * SHA-256 of the idempotency key, lower-case hex: another key that derived the same reference is a collision, not a
   * retry.
   */
  readonly keyHash: string
  /** HMAC-SHA-256 of the submission under a key derived from the idempotency key, lower-case hex. */
  readonly submissionHash: string
  /** SHA-256 of the follow-up code, lower-case hex. */
  readonly followUpCodeHash: string
}

/**
 * A report as accept-report first stores it, in one conditional put: key of its text, routing facts, proof, due time
 * and first log entry.
 */
export interface NewReport {
  readonly report: Omit<ReportIn<'received'>, 'seq' | 'hash'>
  readonly proof: AcceptanceProof
  readonly entry: NewLogEntry
}

/** What an earlier acceptance under the same reportId left. */
export interface PriorAcceptance extends Pick<AcceptanceProof, 'keyHash' | 'submissionHash'> {
  readonly receivedAt: string
  /** False for a report that was withdrawn or erased. */
  readonly isStanding: boolean
}

/** Stores new reports, each at most once. */
export interface ReportAcceptance {
  /** Puts the report if its id is free: `created`, or what stands there already. */
  accept(report: NewReport): Promise<'created' | PriorAcceptance>
}

/** Too many changed a report at once: nothing of this change was stored, and it may be tried again in a moment. */
export class ReportBusy extends Error {
  override readonly name = 'ReportBusy'
}

/** Reads reports and changes them. A read is strongly consistent and never includes the sealed text. */
export interface ReportStore extends Shelves {
  /**
   * Returns the report as it is now, or undefined. @throws Error naming the field when the stored item is not a report
   */
  find(reportId: string): Promise<Report | undefined>
  /**
   * Stores the change if the report is still at the `seq` that it was decided on, with its log entry chained, in one
   * conditional update. Copies of shelves that it adds must be kept already. `conflict`: somebody else stored a change
   * first; find the report again and decide again.
   *
   * A change that comes again with the same entry is `stored` and changes nothing more: the response to the first
   * attempt may have been lost.
   *
   * A change that erases texts deletes them after the update, as far as it can, and again each time that it comes. What
   * is left of them is noise without a key.
   */
  update(current: Report, change: Change): Promise<'stored' | 'conflict'>
}

/** A place in the due index: eventually consistent, so find the report before acting on it. */
export interface DueReport {
  readonly reportId: string
  readonly dueAt: string
}

/** Finds what is due, whatever its state. */
export interface DueReports {
  /** Returns every report whose `dueAt` is at or before `now`, oldest first, at most `limit`. */
  findDue(now: Date, limit: number): Promise<readonly DueReport[]>
}
