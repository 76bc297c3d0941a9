import { beforeAll, describe, expect, it } from 'vitest'
import { type Alert, toAlert } from '../../shared/domain/alert.ts'
import type { Desk } from '../../shared/domain/desk.ts'
import type { Audience } from '../../shared/domain/ladder.ts'
import type { AlertTopics, DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'

/** The ports of queues and topics, with what came out at their other ends. */
export interface QueuePorts {
  readonly routingQueue: RoutingQueue
  readonly deskQueues: DeskQueues
  readonly topics: AlertTopics
  /** Report ids that the routing queue was sent; each is given once. */
  routed(): Promise<readonly string[]>
  /** Report ids that a desk's queue was sent; each is given once. */
  sentTo(desk: Desk): Promise<readonly string[]>
  /** Texts that an audience was told; each is given once. */
  told(audience: Audience): Promise<readonly string[]>
}

const reportId = '7F3K9QWX2M4C'
const duty = (desk: Desk): Audience => ({ desk, recipients: 'duty' })
const alert: Alert = toAlert(
  {
    reportId,
    desk: 'division-p',
    kind: 'new',
    rung: 1,
    grade: 'prompt',
    state: 'routed',
    actBy: '2026-11-24T14:35:00.000Z',
  },
  'https://console.example.org/',
)

/** What every set of queues and topics does, fake or real. */
export const describeQueues = (name: string, create: () => Promise<QueuePorts>): void => {
  describe(`queues and topics in ${name}`, () => {
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
      await ports.deskQueues.send('division-p', reportId)
      expect(await ports.sentTo('division-e')).toEqual([])
      expect(await ports.sentTo('division-p')).toEqual([reportId])
    })

    it('tells one audience of one desk, in the words of the alert', async () => {
      await ports.topics.publish(duty('division-p'), alert)
      await ports.topics.publish({ desk: 'duty-control', recipients: 'supervisor' }, alert)
      expect(await ports.told(duty('division-p'))).toEqual([alert.text])
      expect(await ports.told({ desk: 'division-p', recipients: 'supervisor' })).toEqual([])
      expect(await ports.told(duty('duty-control'))).toEqual([])
      expect(await ports.told({ desk: 'duty-control', recipients: 'supervisor' })).toEqual([alert.text])
    })
  })
}
