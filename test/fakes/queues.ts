import { type DeskQueueName, deskQueueOf } from '../../shared/domain/desk-queue.ts'
import type { DeskQueues, RoutingQueue } from '../../shared/ports/queues.ts'

/** A routing queue that keeps what was sent. */
export const createFakeRoutingQueue = (): RoutingQueue & { readonly sent: string[] } => {
  const sent: string[] = []
  return { sent, send: async (reportId) => void sent.push(reportId) }
}

/** The desks' queues, keeping what was sent to each. */
export const createFakeDeskQueues = (): DeskQueues & { readonly sent: Array<readonly [DeskQueueName, string]> } => {
  const sent: Array<readonly [DeskQueueName, string]> = []
  return { sent, send: async (desk, { reportId, grade }) => void sent.push([deskQueueOf(desk, grade), reportId]) }
}
