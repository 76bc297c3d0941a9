import type { Addressee, AlertAudience, Contact, ContactEntry } from '../domain/contact.ts'

/** A contact whose newest delivery failed. */
export interface FailingContact {
  readonly contact: Contact
  /** When the newest failure was, ISO 8601 UTC. */
  readonly at: string
  /** Words of ours, such as `bounce permanent`: never an address. */
  readonly cause: string
  /** When somebody was last notified that it fails, ISO 8601 UTC; absent while nobody ever was. */
  readonly notifiedAt?: string
  /** Whether somebody was notified of this failing: since it was last reached. */
  readonly isNotified: boolean
}

/** The contacts in force. A version that was put is read by everyone within a minute. */
export interface Contacts {
  /** Returns the enabled contacts of an audience. */
  ofAudience(audience: AlertAudience): Promise<readonly Addressee[]>
  /** Returns a contact in force, enabled or not; undefined when it was taken out meanwhile. */
  find(contactId: string): Promise<Addressee | undefined>
  /** Returns every contact in force, enabled or not, in no order. */
  all(): Promise<readonly Contact[]>
  /**
   * Notes that a contact could not be reached. What is older than the newest note changes nothing.
   *
   * @param at - when the message failed, ISO 8601 UTC
   * @param cause - words of ours: never an address, and never what another service wrote
   */
  markFailing(contactId: string, at: string, cause: string): Promise<void>
  /** Notes that a contact was reached: it no longer counts as failing, unless it failed after `at`. */
  markWorking(contactId: string, at: string): Promise<void>
  /** Notes that somebody was notified that a contact fails. A contact that was reached meanwhile is left as it is. */
  markNotified(contactId: string, at: string): Promise<void>
  /** Returns the contacts in force that fail. */
  failing(): Promise<readonly FailingContact[]>
}

/** The contacts in force, and the name of their version. */
export interface ContactVersion {
  /** Undefined while nothing was ever put. */
  readonly version: string | undefined
  /** When it was put, ISO 8601 UTC. */
  readonly putAt: string | undefined
  readonly contacts: readonly Contact[]
}

/** Writes contacts: for the operators' command. No function may. */
export interface ContactVersions {
  /** Returns what is in force now, strongly consistent. */
  findCurrent(): Promise<ContactVersion>
  /**
   * Puts all contacts at once: they are written beside those in force, and then take their place in one change. A crash
   * before it changes nothing.
   *
   * @returns `conflict` when somebody else put contacts meanwhile; nothing is changed then
   */
  put(entries: readonly ContactEntry[]): Promise<ContactVersion | 'conflict'>
}
