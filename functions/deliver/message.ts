import { type Addressee, isSameAudience } from '../../shared/domain/contact.ts'
import { toDigestWords } from '../../shared/domain/digest.ts'
import { lineInDigest } from '../../shared/domain/digest-line.ts'
import { alertsOf, audiencesReached, isNotifiable, type NotifiableReport } from '../../shared/domain/ladder.ts'
import type { Message } from '../../shared/ports/channels.ts'
import type { DigestDelivery, KeptDigest, Pseudonyms } from '../../shared/ports/deliveries.ts'
import type { ReportStore } from '../../shared/ports/report-store.ts'
import { isAnsweredSince } from './answered.ts'
import { keysOf } from './engine-keys.ts'

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

/** True when the newest alert of a report does not reach the people of a digest: it went to another desk. */
const isElsewhere = (report: NotifiableReport, { audience }: KeptDigest): boolean =>
  !audiencesReached(report).some((each) => isSameAudience(each, audience))

/**
 * Words a delivery: the digest as it was worded, or for an on-call engine one report of it, with the key by which the
 * engine finds its alert again.
 *
 * Once a text is erased, an officers' engine closes its alert. A supervisors' one opens it: what they must see is left.
 *
 * @returns `answered` when an officer has taken the report, or another desk has it: nobody would close an alert that
 *   is opened now
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
  if (report === undefined || isAnsweredSince(report, at) || !isNotifiable(report) || isElsewhere(report, digest)) {
    return 'answered'
  }
  const words = toDigestWords([lineInDigest(report, { at, now: deps.now() })], deps.consoleUrl)
  const isOver = report.state === 'withdrawn' && digest.audience.recipients === 'duty'
  const keys = await keysOf(deps.pseudonyms, reportId, alertsOf(report))
  return { ...whole, ...words, trigger: { ...keys, action: isOver ? 'resolve' : 'trigger' } }
}
