import type { AlertDigests, KeptDigest } from '../ports/deliveries.ts'
import { type MarkingDeps, markAlerts } from './mark-alerts.ts'

/** What noting a failure needs. */
export interface FailureDeps extends MarkingDeps {
  readonly alertDigests: AlertDigests
}

/**
 * Notes that a digest did not reach a contact, also when the channel had accepted it and says so later, as a bounce
 * does. When it failed for every contact of its audience, its reports are due at once.
 *
 * Note before mark: a crash between them is repaired by the next try of the same delivery.
 *
 * @returns how many reports were not marked as queued yet; the caller comes again
 */
export const noteFailure = async (deps: FailureDeps, digest: KeptDigest, contactId: string): Promise<number> => {
  const outcomes = await deps.alertDigests.noteOutcome(digest.digestId, contactId, 'failed')
  if (!digest.contactIds.every((each) => outcomes[each] === 'failed')) return 0
  deps.log.event('digest.reached-nobody', { ...digest.audience, digestId: digest.digestId })
  return markAlerts(deps, digest, 'failed')
}
