import { type Contact, isSameAudience, toVersion } from '../../shared/domain/contact.ts'
import type { Contacts, ContactVersion, ContactVersions, FailingContact } from '../../shared/ports/contacts.ts'

type Mark = Omit<FailingContact, 'contact'> & { readonly isFailing: boolean }

/** Contacts in memory, with no delay between a put and who reads. */
export const createFakeContacts = (now: () => Date, first: readonly Contact[] = []): Contacts & ContactVersions => {
  let current: ContactVersion = { version: undefined, putAt: undefined, contacts: first }
  let ids = 0
  const marks = new Map<string, Mark>()
  const newId = () => {
    ids += 1
    return `contact-${ids}`
  }
  const find = (contactId: string) => current.contacts.find((contact) => contact.contactId === contactId)

  return {
    findCurrent: async () => current,
    put: async (entries) => {
      const contacts = toVersion(entries, current.contacts, newId)
      current = { version: newId(), putAt: now().toISOString(), contacts }
      return current
    },
    all: async () => current.contacts,
    find: async (contactId) => find(contactId),
    ofAudience: async (audience) =>
      current.contacts.filter((contact) => contact.isEnabled && isSameAudience(contact.audience, audience)),
    markFailing: async (contactId, at, cause) => {
      const before = marks.get(contactId)
      if (before === undefined || before.at < at)
        marks.set(contactId, { isNotified: false, ...before, isFailing: true, at, cause })
    },
    markWorking: async (contactId, at) => {
      const before = marks.get(contactId)
      const reached = { isFailing: false, isNotified: false, at, cause: 'none' }
      if (before !== undefined && before.at < at) marks.set(contactId, { ...before, ...reached })
    },
    markNotified: async (contactId, at) => {
      const before = marks.get(contactId)
      if (before?.isFailing) marks.set(contactId, { ...before, isNotified: true, notifiedAt: at })
    },
    failing: async () =>
      [...marks].flatMap(([contactId, { isFailing, ...failure }]) => {
        const contact = find(contactId)
        return isFailing && contact !== undefined ? [{ contact, ...failure }] : []
      }),
  }
}
