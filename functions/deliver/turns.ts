import type { AddressTurns, Delivery, DeliveryQueue } from '../../shared/ports/deliveries.ts'

/** What taking turns at an address needs. */
export interface TurnsDeps {
  readonly turns: AddressTurns
  readonly deliveries: DeliveryQueue
  readonly wait: (ms: number) => Promise<void>
  readonly now: () => Date
}

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
  const present = Math.floor(at.getTime() / 1000)
  const reserved = delivery.turn !== undefined && delivery.turn >= present ? delivery.turn : undefined
  const turn = reserved ?? (await turns.reserve(address, at))
  const waitMs = Math.max(0, turn * 1000 - at.getTime())
  if (waitMs < 1000) {
    if (waitMs > 0) await wait(waitMs)
    return 'now'
  }
  await deliveries.send([{ ...delivery, turn }], Math.min(longestDelaySeconds, Math.floor(waitMs / 1000)))
  return 'later'
}
