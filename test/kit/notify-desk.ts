import { createDeliver } from '../../functions/deliver/handler.ts'
import { createNotifyTeam } from '../../functions/notify-team/handler.ts'
import type { SentDelivery } from '../fakes/deliveries.ts'
import type { Ports } from './ports.ts'

/** Notifies the desk of a report: notify-team makes the digests, and deliver sends each to its contact. */
export const notifyDesk = async (ports: Ports, sent: SentDelivery[], reportId: string): Promise<void> => {
  await createNotifyTeam(ports)([reportId])
  for (const { delivery } of sent.splice(0)) await createDeliver(ports)(delivery)
}
