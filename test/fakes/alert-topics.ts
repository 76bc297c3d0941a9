import type { Alert } from '../../shared/domain/alert.ts'
import type { Audience } from '../../shared/domain/ladder.ts'
import type { AlertTopics } from '../../shared/ports/queues.ts'

/** The desks' topics, keeping what was published. */
export const createFakeTopics = (): AlertTopics & {
  readonly published: Array<Audience & { readonly alert: Alert }>
} => {
  const published: Array<Audience & { readonly alert: Alert }> = []
  return { published, publish: async (audience, alert) => void published.push({ ...audience, alert }) }
}
