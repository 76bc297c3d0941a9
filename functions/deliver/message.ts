import type { Addressee } from '../../shared/domain/contact.ts'
import { type DigestLine, toDigestWords } from '../../shared/domain/digest.ts'
import { isDrill } from '../../shared/domain/drill.ts'
import { actByOf, pendingAlertOf } from '../../shared/domain/ladder.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { Message } from '../../shared/ports/channels.ts'
import type { Delivery, KeptDigest, Pseudonyms } from '../../shared/ports/deliveries.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { isAnsweredSince } from './answered.ts'

/** What wording a message needs. */
export interface MessageDeps {
  readonly reports: ReportStore
  readonly marks: Pseudonyms
  /** The console's address. */
  readonly consoleUrl: string
  readonly now: () => Date
}

interface Sending {
  readonly digest: KeptDigest
  readonly contact: Addressee
  readonly delivery: Delivery
}

/**
 * Words a delivery: the digest as it was worded, or for an on-call engine one report of it, with the key by which the
 * engine finds its alert again.
 *
 * @returns `answered` for a report that an officer has meanwhile: nobody would close the engine's alert. An engine of the
 *   officers hears of an erased text that nothing is left to do
 */
export const toMessage = async (
  deps: MessageDeps,
  { digest, contact, delivery }: Sending,
): Promise<Message | 'answered'> => {
  const { digestId, at, subject, text } = digest
  const { reportId } = delivery
  const whole = { digestId, contact, subject, text, link: deps.consoleUrl }
  if (reportId === undefined) return whole
  const report = await deps.reports.find(reportId)
  if (report === undefined || isAnsweredSince(report, at)) return 'answered'
  const dedupKey = await deps.marks.of('report', reportId)
  const words = toDigestWords([toLine(report, { at, now: deps.now() })], deps.consoleUrl)
  const isOver = report.state === 'withdrawn' && digest.audience.recipients === 'duty'
  return { ...whole, ...words, trigger: { dedupKey, action: isOver ? 'resolve' : 'trigger' } }
}

const toLine = (report: Report, { at, now }: { readonly at: string; readonly now: Date }): DigestLine => {
  const { reportId } = report
  if (report.state === 'received') return { reportId, grade: 'immediate', rung: 1, actBy: at }
  const { grade, alerting } = report
  const pending = pendingAlertOf(report)
  const actBy = alerting.queued?.actBy ?? alerting.actBy ?? (pending === undefined ? at : actByOf(pending, now))
  const line = { reportId, grade, rung: alerting.rung, actBy }
  return isDrill(report) ? { ...line, isDrill: true } : line
}
