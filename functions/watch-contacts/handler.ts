import { contactHealthOf } from '../../shared/domain/contact-health.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'
import { type FailingDeps, notifyFailing } from './notify-failing.ts'

/** What watch-contacts needs from outside. */
export interface WatchContactsDeps extends FailingDeps {
  readonly contacts: Pick<Contacts, 'all' | 'failing' | 'ofAudience' | 'markNotified'>
}

/**
 * Measures every minute how many audiences nobody hears for, and how many contacts fail, and notifies the supervisors
 * of a desk when one begins to fail. It stands apart from watch-deadlines, so that nothing that goes wrong here keeps a
 * report waiting.
 */
export const createWatchContacts = (deps: WatchContactsDeps) => async (): Promise<void> => {
  const { contacts, log } = deps
  const [all, failing] = await Promise.all([contacts.all(), contacts.failing()])
  const health = contactHealthOf(
    all,
    failing.map(({ contact }) => contact.contactId),
  )
  log.metric('UnreachableAudiences', health.unreachable.length)
  log.metric('FailingContacts', health.failing)
  for (const { desk, recipients } of health.unreachable) log.event('audience.unreachable', { desk, kind: recipients })
  await notifyFailing(deps, failing)
}
