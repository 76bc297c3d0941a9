import { type Desk, heirOf } from '../../shared/domain/desk.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'

/** A routing queue that keeps what was sent. */
export const createFakeRoutingQueue = (): RoutingQueue & { readonly sent: string[] } => {
  const sent: string[] = []
  return { sent, send: async (reportId) => void sent.push(reportId) }
}

/** The desks' queues, keeping what was sent to each. */
export const createFakeDeskQueues = (): DeskQueues & { readonly sent: Array<readonly [Desk, string]> } => {
  const sent: Array<readonly [Desk, string]> = []
  return { sent, send: async (desk, reportId) => void sent.push([heirOf(desk), reportId]) }
}
