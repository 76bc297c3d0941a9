import type { Digest } from '../domain/digest.ts'

/** What every delivery has. */
interface OnItsWay {
  readonly contactId: string
  /** How many tries failed. */
  readonly tried: number
  /** The second in which it is this delivery's turn at its address, seconds since 1970; absent until it is reserved. */
  readonly turn?: number
}

/** One digest on its way to one contact. */
interface WholeDigest extends OnItsWay {
  readonly kind: 'digest'
  readonly digestId: string
  /** The channel has accepted it: it comes again for its marks alone. */
  readonly isAccepted?: true
}

/** One report of a digest on its way to an on-call engine, which opens an alert for it. */
interface ReportOfDigest extends Omit<WholeDigest, 'kind'> {
  readonly kind: 'report'
  readonly reportId: string
}

/** What an on-call engine hears of one report later: an officer acknowledged it, or nothing is left to do with it. */
export interface EngineEvent extends OnItsWay {
  readonly kind: 'engine-event'
  /** Random: it is of no digest. */
  readonly digestId: string
  readonly reportId: string
  /** The `since` of the alerts that it is of, newest first. */
  readonly alerts: readonly number[]
  readonly action: 'acknowledge' | 'resolve'
}

/** A digest on its way to one contact: whole, or one report of it. */
export type DigestDelivery = WholeDigest | ReportOfDigest

/** What is on its way to one contact. */
export type Delivery = DigestDelivery | EngineEvent

/** The queue that `deliver` consumes. Its messages hold ids and numbers only. */
export interface DeliveryQueue {
  /**
   * Sends deliveries.
   *
   * @param delaySeconds - how long SQS keeps them back; whole, at most 900
   * @throws when SQS did not take one of them, or did not say: some may be sent all the same
   */
  send(deliveries: readonly Delivery[], delaySeconds?: number): Promise<void>
}

/** What became of a digest at each contact that has an outcome, by contactId: the newest counts. */
export type Outcomes = Readonly<Record<string, 'accepted' | 'failed'>>

/** A digest as it is kept, and what became of it. */
export interface KeptDigest extends Digest {
  readonly outcomes: Outcomes
}

/** Keeps digests for as long as their deliveries may be on their way. */
export interface AlertDigests {
  put(digest: Digest): Promise<void>
  /** Returns undefined for a digest that is not kept any more. */
  find(digestId: string): Promise<KeptDigest | undefined>
  /** Notes what became of a digest at a contact. Returns every outcome, this one included. */
  noteOutcome(digestId: string, contactId: string, outcome: 'accepted' | 'failed'): Promise<Outcomes>
}

/** Gives each address one message a second, whoever sends it. */
export interface AddressTurns {
  /**
   * Reserves the next free second of an address, and returns it, in seconds since 1970: the present one or a later one.
   * No second is given twice, and one that is not used is lost.
   */
  reserve(address: string, now: Date): Promise<number>
}

/** Names for addresses and reports that only this stage can make: a MAC of each, which says nothing of it. */
export interface Pseudonyms {
  /** Returns the pseudonym of a text, 64 lower-case hex characters; the same for the same use and text. */
  of(use: 'address' | 'report', text: string): Promise<string>
}
