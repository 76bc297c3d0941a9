import type { Submission } from './submission.ts'
import type { Understood } from './understand.ts'

/** A report as an officer reads it. */
export interface ReportText {
  /** What was understood. */
  readonly report: Submission
  /** What was sent, without files; only where some of it was not understood. */
  readonly sent?: unknown
}

/**
 * Returns the text of a report as it is sealed: what was understood as JSON, and, where some of it was not understood,
 * what was sent beside it. No submission has a field `understood`, so that the two are told apart.
 */
export const toReportText = ({ value, sent }: Understood<Submission>): string =>
  JSON.stringify(sent === undefined ? value : { understood: value, sent })

/** Returns a report of its sealed text. */
export const fromReportText = (text: string): ReportText => {
  const sealed = JSON.parse(text) as Submission | { readonly understood: Submission; readonly sent: unknown }
  return 'understood' in sealed ? { report: sealed.understood, sent: sealed.sent } : { report: sealed }
}
