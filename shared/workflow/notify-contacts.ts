import { type ContactAudience, isEngine } from '../domain/contact.ts'
import type { DigestWords } from '../domain/digest.ts'
import type { Log } from '../lambda/log.ts'
import type { Contacts } from '../ports/contacts.ts'
import type { AlertDigests, DeliveryQueue } from '../ports/deliveries.ts'

/** What notifying contacts of something that is no report needs. */
export interface NotifyingDeps {
  readonly contacts: Pick<Contacts, 'ofAudience'>
  readonly alertDigests: Pick<AlertDigests, 'put'>
  readonly deliveries: DeliveryQueue
  readonly now: () => Date
  readonly log: Log
}

/** Something that an audience is notified of, and that is no report. */
export interface Announcement {
  /** The same when the same thing is said again. */
  readonly digestId: string
  readonly audience: ContactAudience
  readonly words: DigestWords
  /** Whether a telephone rings and an on-call engine opens an alert, which only a person closes. */
  readonly wakes: 'always' | 'if-nobody-else-hears' | 'never'
}

/**
 * Sends an audience a digest of no reports. It goes the way of every other: a try that fails is made again for over an
 * hour, and nothing is marked when it arrives. An audience without a contact hears nothing, which is logged.
 */
export const notifyContacts = async (deps: NotifyingDeps, announcement: Announcement): Promise<void> => {
  const { contacts, alertDigests, deliveries, now, log } = deps
  const { digestId, audience, words, wakes } = announcement
  const all = await contacts.ofAudience(audience)
  const quiet = all.filter(({ channel }) => channel !== 'call' && !isEngine(channel))
  const isWide = wakes === 'always' || (wakes === 'if-nobody-else-hears' && quiet.length === 0)
  const contactIds = (isWide ? all : quiet).map(({ contactId }) => contactId)
  const counts = { ...audience, digestId, reports: 0, contacts: contactIds.length }
  log.event(contactIds.length === 0 ? 'digest.reached-nobody' : 'digest.queued', counts)
  if (contactIds.length === 0) return
  await alertDigests.put({ digestId, audience, at: now().toISOString(), rung: 1, reportIds: [], contactIds, ...words })
  await deliveries.send(contactIds.map((contactId) => ({ kind: 'digest', digestId, contactId, tried: 0 })))
}
