import { toFailingWords } from '../../shared/domain/announcement-words.ts'
import { isToNotify, notifiedOf } from '../../shared/domain/contact-health.ts'
import type { Contacts, FailingContact } from '../../shared/ports/contacts.ts'
import { type NotifyingDeps, notifyContacts } from '../../shared/workflow/notify-contacts.ts'

/** What notifying of contacts that fail needs. */
export interface FailingDeps extends NotifyingDeps {
  readonly contacts: Pick<Contacts, 'ofAudience' | 'markNotified'>
  /** Returns a random id for a digest. */
  readonly newDigestId: () => string
  readonly consoleUrl: string
}

/**
 * Notifies the supervisors of each desk, once, that contacts of it began to fail.
 *
 * Send before mark: a crash between them notifies them again a minute later, which is harmless.
 */
export const notifyFailing = async (deps: FailingDeps, failing: readonly FailingContact[]): Promise<void> => {
  const at = deps.now()
  const toNotify = failing.filter((each) => isToNotify(each, at))
  const byAudience = Map.groupBy(toNotify, ({ contact: { audience } }) => `${audience.desk} ${audience.recipients}`)
  for (const [first, ...others] of byAudience.values()) {
    const audience = first && notifiedOf(first.contact.audience)
    if (first === undefined || audience === undefined) continue
    const contacts = [first, ...others].map(({ contact }) => contact)
    const channels = [...new Set(contacts.map(({ channel }) => channel))]
    const whom = { failing: first.contact.audience, notified: audience }
    const words = toFailingWords(whom, channels, deps.consoleUrl)
    await notifyContacts(deps, { digestId: deps.newDigestId(), audience, words, wakes: 'if-nobody-else-hears' })
    for (const { contactId } of contacts) await deps.contacts.markNotified(contactId, at.toISOString())
  }
}
