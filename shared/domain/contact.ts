import type { Desk } from './desk.ts'

/** Every way to notify a contact. */
export const channels = ['email', 'sms', 'call', 'webhook', 'pagerduty', 'goalert'] as const

/** A way to notify a contact. */
export type Channel = (typeof channels)[number]

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
