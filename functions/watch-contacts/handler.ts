import { contactHealthOf } from '../../shared/domain/contact-health.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'

/** What watch-contacts needs from outside. */
export interface WatchContactsDeps {
  readonly contacts: Pick<Contacts, 'all' | 'failing'>
  readonly log: Log
}

/**
 * Measures every minute how many audiences nobody hears for, and how many contacts fail. It stands apart from
 * watch-deadlines, so that nothing that goes wrong here keeps a report waiting.
 */
export const createWatchContacts =
  ({ contacts, log }: WatchContactsDeps) =>
  async (): Promise<void> => {
    const [all, failing] = await Promise.all([contacts.all(), contacts.failing()])
    const health = contactHealthOf(
      all,
      failing.map(({ contact }) => contact.contactId),
    )
    log.metric('UnreachableAudiences', health.unreachable.length)
    log.metric('FailingContacts', health.failing)
    for (const { desk, recipients } of health.unreachable) log.event('audience.unreachable', { desk, kind: recipients })
  }
