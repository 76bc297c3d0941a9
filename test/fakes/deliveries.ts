import type { AddressTurns, AlertDigests, Delivery, DeliveryQueue, KeptDigest } from '../../shared/ports/deliveries.ts'
import type { FakeReports } from './report-store.ts'

/** A delivery as it was sent. */
export interface SentDelivery {
  readonly delivery: Delivery
  readonly delaySeconds: number
}

/** The delivery queue, keeping what was sent. */
export const createFakeDeliveryQueue = (): DeliveryQueue & { readonly sent: SentDelivery[] } => {
  const sent: SentDelivery[] = []
  return {
    sent,
    send: async (deliveries, delaySeconds = 0) => {
      if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > 900) {
        throw new Error(`SQS takes no delay of ${delaySeconds} seconds`)
      }
      sent.push(...deliveries.map((delivery) => ({ delivery, delaySeconds })))
    },
  }
}

/** Digests in memory. */
export interface FakeAlertDigests extends AlertDigests {
  readonly kept: ReadonlyMap<string, KeptDigest>
  /** The alerts that a digest was made of, by digestId: `kind rung` of each of its reports. */
  readonly alerts: ReadonlyMap<string, readonly string[]>
}

/** Creates an empty store of digests, which notes the alerts that the reports have when their digest is put. */
export const createFakeAlertDigests = ({ kept: reports }: Pick<FakeReports, 'kept'>): FakeAlertDigests => {
  const kept = new Map<string, KeptDigest>()
  const alerts = new Map<string, readonly string[]>()
  const alertOf = (reportId: string): string => {
    const report = reports.get(reportId)?.report
    return report !== undefined && 'alerting' in report ? `${report.alerting.kind} ${report.alerting.rung}` : 'none'
  }
  return {
    kept,
    alerts,
    put: async (digest) => {
      kept.set(digest.digestId, structuredClone({ ...digest, outcomes: {} }))
      alerts.set(digest.digestId, digest.reportIds.map(alertOf))
    },
    find: async (digestId) => structuredClone(kept.get(digestId)),
    noteOutcome: async (digestId, contactId, outcome) => {
      const digest = kept.get(digestId)
      if (digest === undefined) throw new Error('there is no such digest')
      const outcomes = { ...digest.outcomes, [contactId]: outcome }
      kept.set(digestId, { ...digest, outcomes })
      return outcomes
    },
  }
}

/** The turns of addresses in memory. */
export const createFakeTurns = (): AddressTurns => {
  const next = new Map<string, number>()
  return {
    reserve: async (address, now) => {
      const turn = Math.max(next.get(address) ?? 0, Math.floor(now.getTime() / 1000))
      next.set(address, turn + 1)
      return turn
    },
  }
}
