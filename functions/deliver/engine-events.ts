import { type Addressee, isSameAudience } from '../../shared/domain/contact.ts'
import { everyAudienceOf } from '../../shared/domain/ladder.ts'
import { policy } from '../../shared/domain/policy.ts'
import type { Report } from '../../shared/domain/report.ts'
import { isOwned, isUnanswered } from '../../shared/domain/report-states.ts'
import type { EngineEvent } from '../../shared/ports/deliveries.ts'
import type { MessageDeps } from './message.ts'
import { type SendingDeps, trySend } from './sending.ts'
import { reachOf, type TurnsDeps, takeTurn, withoutTurn } from './turns.ts'

/** What saying that an officer has a report needs. */
export interface EngineEventDeps extends MessageDeps, SendingDeps, TurnsDeps {}

const words = {
  acknowledge: 'Harbour: an officer has acknowledged this report',
  resolve: 'Harbour: nothing is left to do with this report here',
} as const

/**
 * True for an event that comes late: the report waits again for the people of this engine, and the event would silence
 * or close the alert that is open for it now.
 */
const isOutdated = (report: Report, action: EngineEvent['action'], contact: Addressee): boolean => {
  if (!isOwned(report) || !isUnanswered(report)) return false
  if (action === 'acknowledge') {
    return report.state !== 'acknowledged' || (report.alerting.queued?.at ?? '') > report.acknowledgedAt
  }
  return everyAudienceOf(report.desk).some((audience) => isSameAudience(audience, contact.audience))
}

/**
 * Says to an on-call engine that an officer acknowledged a report, or that nothing is left to do with it, as far as the
 * engine can. A try that fails is made again for over an hour; nothing else depends on it. The way back does not exist:
 * no engine acknowledges a report.
 */
export const sendEngineEvent = async (deps: EngineEventDeps, delivery: EngineEvent): Promise<void> => {
  const { digestId, contactId, reportId, action, tried } = delivery
  const contact = await deps.contacts.find(contactId)
  if (!contact?.isEnabled) return deps.log.event('delivery.skipped', { outcome: 'not-a-contact' })
  const report = await deps.reports.find(reportId)
  if (report !== undefined && isOutdated(report, action, contact)) {
    return deps.log.event('delivery.skipped', { outcome: 'past' })
  }
  if ((await takeTurn(deps, delivery, reachOf(contact))) === 'later') return deps.log.event('delivery.waiting')
  const trigger = { dedupKey: await deps.pseudonyms.of('report', reportId), action }
  const text = words[action]
  const sent = await trySend(deps, { digestId, contact, subject: text, text, link: deps.consoleUrl, trigger }, tried)
  if (sent === 'accepted') return deps.log.event('delivery.accepted', { channel: contact.channel, tried })
  const delaySeconds = policy.deliveryRetrySeconds[tried]
  if (sent === 'refused' || delaySeconds === undefined) return
  await deps.deliveries.send([{ ...withoutTurn(delivery), tried: tried + 1 }], delaySeconds)
}
