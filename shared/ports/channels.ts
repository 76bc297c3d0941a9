import type { Addressee } from '../domain/contact.ts'

/** What an on-call engine is to do about one report. */
export interface Trigger {
  /** Stable for an alert of a report, and says nothing of it: a MAC of the report's id, never its reference. */
  readonly dedupKey: string
  readonly action: 'trigger' | 'acknowledge' | 'resolve'
  /** The keys of earlier alerts of the report, which the engine closes once it took this. */
  readonly endedKeys?: readonly string[]
}

/** One message to one contact. */
export interface Message {
  /** Letters, digits, - and _ alone: it goes along where a service keeps track of messages. Names nobody. */
  readonly digestId: string
  readonly contact: Addressee
  /** One line; the channels that have none leave it out. */
  readonly subject: string
  /** Short enough for one SMS. */
  readonly text: string
  /** The console's address. */
  readonly link: string
  /** For on-call engines and webhooks. Without it an engine opens an alert for the digest. */
  readonly trigger?: Trigger
}

/**
 * What became of a message: `accepted` when the channel's own service took it, `refused` when it never will; `refused`
 * says why in words of ours, without an address.
 */
export type Sent = 'accepted' | { readonly refused: string }

/** Sends messages by one channel. */
export interface MessageChannel {
  /**
   * Sends a message once, within seconds.
   *
   * @throws when the service did not take it for now, or did not say: the message is tried again, and may come twice
   */
  send(message: Message): Promise<Sent>
}

/** Every channel. */
export type MessageChannels = Readonly<Record<Addressee['channel'], MessageChannel>>
