import { type Contact, type ContactAudience, unreachableAudiences } from './contact.ts'
import { minutesAfter, policy } from './policy.ts'

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

/** What is noted of a contact that fails. */
export interface NotedFailure {
  readonly contact: Contact
  readonly isNotified: boolean
  readonly notifiedAt?: string
}

/**
 * True when somebody is to be notified that a contact fails: once for each failing, and at most once a day for an
 * address that takes messages and then sends them back.
 */
export const isToNotify = ({ contact, isNotified, notifiedAt }: NotedFailure, now: Date): boolean =>
  contact.isEnabled &&
  !isNotified &&
  (notifiedAt === undefined || minutesAfter(new Date(notifiedAt), policy.failingNotifiedMinutes) <= now.toISOString())

/**
 * Returns who is notified that contacts of an audience fail: the supervisors of their desk, duty control's supervisors
 * for those of supervisors, and duty control's officers for those. Operators hear of their own by an alarm.
 */
export const notifiedOf = ({ desk, recipients }: ContactAudience): ContactAudience | undefined => {
  if (desk === 'operators') return undefined
  if (recipients === 'duty') return { desk, recipients: 'supervisor' }
  return { desk: 'duty-control', recipients: desk === 'duty-control' ? 'duty' : 'supervisor' }
}
