import { beforeAll, describe, expect, it } from 'vitest'
import type { DeskQueueName } from '../../shared/domain/desk-queue.ts'
import type { Delivery, DeliveryQueue } from '../../shared/ports/deliveries.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'

/** The ports of queues, with what came out at their other ends. */
export interface QueuePorts {
  readonly routingQueue: RoutingQueue
  readonly deskQueues: DeskQueues
  readonly deliveries: DeliveryQueue
  /** Report ids that the routing queue was sent; each is given once. */
  routed(): Promise<readonly string[]>
  /** Report ids that a desk's queue was sent; each is given once. */
  sentTo(queue: DeskQueueName): Promise<readonly string[]>
  /** Deliveries that were sent and are not held back; each is given once. */
  delivered(): Promise<readonly Delivery[]>
}

const reportId = '7F3K9QWX2M4C'
const delivery = {
  kind: 'digest',
  digestId: 'digest-1',
  contactId: 'contact-1',
  tried: 2,
  turn: 1_795_000_000,
} as const

/** What every set of queues does, fake or real. */
export const describeQueues = (name: string, create: () => Promise<QueuePorts>): void => {
  describe(`queues in ${name}`, () => {
    let ports: QueuePorts
    beforeAll(async () => {
      ports = await create()
    })

    it('gives the routing queue what was sent to it, a doubled one twice', async () => {
      await ports.routingQueue.send(reportId)
      await ports.routingQueue.send(reportId)
      expect(await ports.routed()).toEqual([reportId, reportId])
      expect(await ports.routed()).toEqual([])
    })

    it('gives a desk what was sent to it, and the other desks nothing', async () => {
      await ports.deskQueues.send('division-p', { reportId, grade: 'prompt' })
      expect(await ports.sentTo('division-e')).toEqual([])
      expect(await ports.sentTo('urgent')).toEqual([])
      expect(await ports.sentTo('division-p')).toEqual([reportId])
    })

    it('gives an immediate report to the urgent queue, whatever its desk', async () => {
      await ports.deskQueues.send('division-p', { reportId, grade: 'immediate' })
      expect(await ports.sentTo('division-p')).toEqual([])
      expect(await ports.sentTo('urgent')).toEqual([reportId])
    })

    it('gives deliver every delivery that was sent, more than one call can hold', async () => {
      const many = Array.from({ length: 25 }, (_, index) => ({ ...delivery, contactId: `contact-${index}` }))
      await ports.deliveries.send(many)
      const contactIds = (await ports.delivered()).map(({ contactId }) => contactId)
      expect(contactIds.toSorted()).toEqual(many.map(({ contactId }) => contactId).toSorted())
    })

    it('keeps what a delivery of each kind says, with a turn and without', async () => {
      const { turn: _turn, ...first } = delivery
      const all: readonly Delivery[] = [
        delivery,
        first,
        { ...first, isAccepted: true },
        { ...delivery, kind: 'report', reportId },
        { ...first, kind: 'report', reportId, isAccepted: true },
        { ...first, kind: 'engine-event', reportId, alerts: [7, 2], action: 'acknowledge' },
        { ...delivery, kind: 'engine-event', reportId, alerts: [7], action: 'resolve' },
      ]
      for (const each of all) await ports.deliveries.send([each])
      expect(await ports.delivered()).toEqual(all)
    })

    it('holds a delivery back for as long as it is asked to', async () => {
      await ports.deliveries.send([delivery], 900)
      expect(await ports.delivered()).toEqual([])
    })

    it('sends nothing for no deliveries', async () => {
      await ports.deliveries.send([])
      expect(await ports.delivered()).toEqual([])
    })
  })
}
