import { type Addressee, isSameAudience } from '../../shared/domain/contact.ts'
import { toDigestWords } from '../../shared/domain/digest.ts'
import { lineInDigest } from '../../shared/domain/digest-line.ts'
import { everyAudienceOf } from '../../shared/domain/ladder.ts'
import { defined } from '../../shared/domain/record.ts'
import type { Report } from '../../shared/domain/report.ts'
import type { Message } from '../../shared/ports/channels.ts'
import type { DigestDelivery, KeptDigest, Pseudonyms } from '../../shared/ports/deliveries.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { isAnsweredSince } from './answered.ts'

/** What wording a message needs. */
export interface MessageDeps {
  readonly reports: ReportStore
  readonly pseudonyms: Pseudonyms
  /** The console's address. */
  readonly consoleUrl: string
  readonly now: () => Date
}

interface Sending {
  readonly digest: KeptDigest
  readonly contact: Addressee
  readonly delivery: DigestDelivery
}

/** True when an officer did anything with the report, or an alert of it went out before without an answer. */
const isLater = (report: Report): boolean =>
  report.state !== 'received' && (report.handledAt !== undefined || report.alerting.rung > 1)

/** True when the report went to another desk, whose alerts do not reach the people of a digest. */
const isElsewhere = (report: Report, { audience }: KeptDigest): boolean =>
  report.state !== 'received' && !everyAudienceOf(report.desk).some((each) => isSameAudience(each, audience))

/**
 * Words a delivery: the digest as it was worded, or for an on-call engine one report of it, with the key by which the
 * engine finds its alert again.
 *
 * Once a text is erased, an officers' engine closes its alert. A supervisors' one opens it: what they must see is left.
 *
 * @returns `answered` for a report that an officer or another desk has meanwhile: nobody would close the engine's alert
 */
export const toMessage = async (
  deps: MessageDeps,
  { digest, contact, delivery }: Sending,
): Promise<Message | 'answered'> => {
  const { digestId, at, subject, text } = digest
  const whole = { digestId, contact, subject, text, link: deps.consoleUrl }
  if (delivery.kind === 'digest') return whole
  const { reportId } = delivery
  const report = await deps.reports.find(reportId)
  if (report === undefined || isAnsweredSince(report, at) || isElsewhere(report, digest)) return 'answered'
  const dedupKey = await deps.pseudonyms.of('report', reportId)
  const words = toDigestWords([lineInDigest(report, { at, now: deps.now() })], deps.consoleUrl)
  if (report.state === 'withdrawn' && digest.audience.recipients === 'duty') {
    return { ...whole, ...words, trigger: { dedupKey, action: 'resolve' } }
  }
  const isRenewed = isLater(report) || undefined
  return { ...whole, ...words, trigger: { dedupKey, action: 'trigger', ...defined({ isRenewed }) } }
}
