import { parseDeliveryEvent } from '../../shared/contract/delivery-event.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'

/** What note-delivery needs from outside. */
export interface NoteDeliveryDeps {
  readonly contacts: Pick<Contacts, 'markFailing' | 'markWorking'>
  readonly log: Log
}

/**
 * Notes what became of a message after SES or End User Messaging had taken it: the contact fails, or was reached. An
 * event that comes twice, or late, changes nothing.
 */
export const createNoteDelivery =
  ({ contacts, log }: NoteDeliveryDeps) =>
  async (event: unknown): Promise<void> => {
    const news = parseDeliveryEvent(event)
    if (news === 'nothing') return
    const { contactId, at, cause } = news
    if (cause === undefined) return contacts.markWorking(contactId, at)
    await contacts.markFailing(contactId, at, cause)
    log.event('contact.failed', { contactId, outcome: cause })
  }
