import { toFailingWords } from '../../shared/domain/announcement-words.ts'
import { isToTell, toldOf } from '../../shared/domain/contact-health.ts'
import type { Contacts, FailingContact } from '../../shared/ports/contacts.ts'
import { type NotifyingDeps, notifyContacts } from '../../shared/workflow/notify-contacts.ts'

/** What telling that contacts fail needs. */
export interface FailingDeps extends NotifyingDeps {
  readonly contacts: Pick<Contacts, 'ofAudience' | 'markTold'>
  /** Returns a random id for a digest. */
  readonly newDigestId: () => string
  readonly consoleUrl: string
}

/**
 * Tells the supervisors of each desk, once, that contacts of it began to fail.
 *
 * Send before mark: a crash between them tells them again a minute later, which is harmless.
 */
export const tellFailing = async (deps: FailingDeps, failing: readonly FailingContact[]): Promise<void> => {
  const at = deps.now()
  const toTell = failing.filter((each) => isToTell(each, at))
  const byAudience = Map.groupBy(toTell, ({ contact: { audience } }) => `${audience.desk} ${audience.recipients}`)
  for (const [first, ...others] of byAudience.values()) {
    const audience = first && toldOf(first.contact.audience)
    if (first === undefined || audience === undefined) continue
    const contacts = [first, ...others].map(({ contact }) => contact)
    const channels = [...new Set(contacts.map(({ channel }) => channel))]
    const whom = { failing: first.contact.audience, told: audience }
    const words = toFailingWords(whom, channels, deps.consoleUrl)
    await notifyContacts(deps, { digestId: deps.newDigestId(), audience, words, wakes: 'if-nobody-else-hears' })
    for (const { contactId } of contacts) await deps.contacts.markTold(contactId, at.toISOString())
  }
}
