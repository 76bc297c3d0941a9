import { canaryDesk, type Desk, desks } from './desk.ts'

/** Every way to notify a contact. */
export const channels = ['email', 'sms', 'call', 'webhook', 'pagerduty', 'goalert'] as const

/** A way to notify a contact. */
export type Channel = (typeof channels)[number]

/** True for an on-call engine, which opens an alert for a report and closes it when an officer has the report. */
export const isEngine = (channel: Addressee['channel']): boolean => channel === 'pagerduty' || channel === 'goalert'

/** Which people of a desk: its officers on duty, or their supervisors. */
export type Recipients = 'duty' | 'supervisor'

/** Who owns contacts: a desk, or the people who keep Harbour itself running. */
export type ContactDesk = Desk | 'operators'

/** One group of people that is notified together. */
export interface ContactAudience {
  readonly desk: ContactDesk
  readonly recipients: Recipients
}

/** Where one channel reaches a person or an on-call engine. */
export interface Contact {
  /** Random, given when the contact is first put: says nothing of the address. */
  readonly contactId: string
  readonly audience: ContactAudience
  readonly channel: Channel
  /** An email address, a telephone number in E.164 form, or an https URL. Personal data: never logged. */
  readonly address: string
  /** The name, in Secrets Manager, of the webhook's signing secret or of the engine's key. */
  readonly secretName?: string
  /** False for a contact that is kept and not notified for now. */
  readonly isEnabled: boolean
}

/** Where the alert of a canary goes: to nobody. */
export interface Sink extends Omit<Contact, 'audience' | 'channel'> {
  readonly audience: { readonly desk: typeof canaryDesk; readonly recipients: 'duty' }
  readonly channel: 'sink'
}

/**
 * The one sink. It stands in no file of contacts, so that nobody can put a person in its place or take it away.
 */
export const sink: Sink = {
  contactId: 'canary-sink',
  audience: { desk: canaryDesk, recipients: 'duty' },
  channel: 'sink',
  address: 'sink',
  isEnabled: true,
}

/** To whom an alert is sent: a contact, or the sink of the canaries. */
export type Addressee = Contact | Sink

/** Those whom an alert is for together. */
export type AlertAudience = Addressee['audience']

/** A contact as a file of contacts has it. */
export type ContactEntry = Omit<Contact, 'contactId'>

/**
 * Every audience, each of which must have a contact that is enabled and no call. Operators have no supervisors of their
 * own.
 */
export const contactAudiences: readonly ContactAudience[] = [
  ...desks.flatMap((desk) => (['duty', 'supervisor'] as const).map((recipients) => ({ desk, recipients }))),
  { desk: 'operators', recipients: 'duty' },
]

/** True for two names of the same audience. */
export const isSameAudience = (one: AlertAudience, other: AlertAudience): boolean =>
  one.desk === other.desk && one.recipients === other.recipients

/**
 * Returns the audiences that nobody would hear for: none of their contacts is enabled, or those alone that ring a
 * telephone, which few alerts do.
 */
export const unreachableAudiences = (entries: readonly ContactEntry[]): readonly ContactAudience[] =>
  contactAudiences.filter(
    (audience) =>
      !entries.some((entry) => entry.isEnabled && entry.channel !== 'call' && isSameAudience(entry.audience, audience)),
  )

const isSameEntry = (one: ContactEntry, other: ContactEntry): boolean =>
  isSameAudience(one.audience, other.audience) &&
  one.channel === other.channel &&
  one.address === other.address &&
  one.secretName === other.secretName

/**
 * Returns the contacts of a new version. One that was there before keeps its id: what is on its way to it still
 * arrives, and a failure that was noted of it stays noted.
 */
export const toVersion = (
  entries: readonly ContactEntry[],
  before: readonly Contact[],
  newId: () => string,
): readonly Contact[] =>
  entries.map((entry) => ({
    ...entry,
    contactId: before.find((contact) => isSameEntry(contact, entry))?.contactId ?? newId(),
  }))
