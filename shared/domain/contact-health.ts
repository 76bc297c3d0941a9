import { type Contact, type ContactAudience, unreachableAudiences } from './contact.ts'

/** How the contacts stand. */
export interface ContactHealth {
  /** Audiences that nobody hears for: each of their contacts is switched off or fails. */
  readonly unreachable: readonly ContactAudience[]
  /** How many contacts that are enabled fail. */
  readonly failing: number
}

/** Returns how the contacts in force stand. */
export const contactHealthOf = (contacts: readonly Contact[], failingIds: readonly string[]): ContactHealth => {
  const enabled = contacts.filter(({ isEnabled }) => isEnabled)
  const working = enabled.filter(({ contactId }) => !failingIds.includes(contactId))
  return { unreachable: unreachableAudiences(working), failing: enabled.length - working.length }
}
