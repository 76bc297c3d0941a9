import { policy } from '../../shared/domain/policy.ts'
import type { EngineEvent } from '../../shared/ports/deliveries.ts'
import { keysOf } from './engine-keys.ts'
import type { MessageDeps } from './message.ts'
import { type SendingDeps, trySend } from './sending.ts'
import { reachOf, type TurnsDeps, takeTurn, withoutTurn } from './turns.ts'

/** What saying that an officer has a report needs. */
export interface EngineEventDeps extends Pick<MessageDeps, 'pseudonyms' | 'consoleUrl'>, SendingDeps, TurnsDeps {}

const words = {
  acknowledge: 'Harbour: an officer has acknowledged this report',
  resolve: 'Harbour: nothing is left to do with this report here',
} as const

/**
 * Says to an on-call engine that an officer acknowledged a report, or that nothing is left to do with it, as far as the
 * engine can. It is of the alerts that the engine may have had until then: a late one silences no newer alert. A try
 * that fails is made again for over an hour; nothing else depends on it. The way back does not exist: no engine
 * acknowledges a report.
 */
export const sendEngineEvent = async (deps: EngineEventDeps, delivery: EngineEvent): Promise<void> => {
  const { digestId, contactId, reportId, alerts, action, tried } = delivery
  const contact = await deps.contacts.find(contactId)
  if (!contact?.isEnabled) return deps.log.event('delivery.skipped', { outcome: 'not-a-contact' })
  if ((await takeTurn(deps, delivery, reachOf(contact))) === 'later') return deps.log.event('delivery.waiting')
  const trigger = { ...(await keysOf(deps.pseudonyms, reportId, alerts)), action }
  const text = words[action]
  const sent = await trySend(deps, { digestId, contact, subject: text, text, link: deps.consoleUrl, trigger }, tried)
  if (sent === 'accepted') return deps.log.event('delivery.accepted', { channel: contact.channel, tried })
  const delaySeconds = policy.deliveryRetrySeconds[tried]
  if (sent === 'refused' || delaySeconds === undefined) return
  await deps.deliveries.send([{ ...withoutTurn(delivery), tried: tried + 1 }], delaySeconds)
}
