import { defined } from '../../shared/domain/record.ts'
import type { Trigger } from '../../shared/ports/channels.ts'
import type { Pseudonyms } from '../../shared/ports/deliveries.ts'

/**
 * Returns the key by which on-call engines know an alert of a report, and the keys of the alerts before it. An engine
 * calls nobody anew for an alert that is open or acknowledged, so each alert that is to call somebody has its own key.
 * Then it does not matter which of two events an engine takes first.
 *
 * @param alerts - the `since` of each alert, newest first
 */
export const keysOf = async (
  pseudonyms: Pseudonyms,
  reportId: string,
  alerts: readonly number[],
): Promise<Omit<Trigger, 'action'>> => {
  const [dedupKey = '', ...ended] = await Promise.all(
    alerts.map((since) => pseudonyms.of('report', `${reportId} ${since}`)),
  )
  return { dedupKey, ...defined({ endedKeys: ended.length > 0 ? ended : undefined }) }
}
