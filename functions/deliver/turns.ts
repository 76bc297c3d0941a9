import type { Addressee } from '../../shared/domain/contact.ts'
import { without } from '../../shared/domain/record.ts'
import type { AddressTurns, Delivery, DeliveryQueue } from '../../shared/ports/deliveries.ts'

/** What taking turns at an address needs. */
export interface TurnsDeps {
  readonly turns: AddressTurns
  readonly deliveries: DeliveryQueue
  /** Waits so long, milliseconds: less than a second. */
  readonly wait: (ms: number) => Promise<void>
  readonly now: () => Date
}

/** Returns what one message a second may reach: an address, and behind PagerDuty's one address the key of a contact. */
export const reachOf = ({ channel, address, secretName = '' }: Addressee): string =>
  channel === 'pagerduty' ? `${address} ${secretName}` : address

/** Returns a delivery that has yet to get its turn. */
export const withoutTurn = (delivery: Delivery): Delivery => without(delivery, 'turn')

/** How late in its second a message may be sent, milliseconds: it still arrives before the next second's message. */
const latestMs = 500

/** The longest that SQS keeps a message back, seconds. */
const longestDelaySeconds = 900

/**
 * Waits for the second in which it is a delivery's turn at its address. For a second that is further off, the delivery
 * is sent again with a delay and the second that it has, so that waiting holds no function and takes no retries. A
 * delivery that comes too late for its second gets another one.
 */
export const takeTurn = async (
  { turns, deliveries, wait, now }: TurnsDeps,
  delivery: Delivery,
  address: string,
): Promise<'now' | 'later'> => {
  const at = now()
  const from = new Date(at.getTime() + latestMs)
  const present = Math.floor(from.getTime() / 1000)
  const reserved = delivery.turn !== undefined && delivery.turn >= present ? delivery.turn : undefined
  const turn = reserved ?? (await turns.reserve(address, from))
  const waitMs = Math.max(0, turn * 1000 - at.getTime())
  if (waitMs < 1000) {
    if (waitMs > 0) await wait(waitMs)
    return 'now'
  }
  await deliveries.send([{ ...delivery, turn }], Math.min(longestDelaySeconds, Math.floor(waitMs / 1000)))
  return 'later'
}
