import type { AlertLog } from '../alerts/alert-log.ts'
import type { HarbourClock } from '../machine/clock.ts'

/** A message that left Harbour, as the service that took it saw it. */
export interface OutgoingMessage {
  readonly channel: string
  /** The address: of a mailbox, a telephone or a server. */
  readonly to: string
  readonly text: string
  /** Of the digest, where the message says it. */
  readonly digestId?: string | undefined
  /** Whom it is for, where the service does not say the digest. */
  readonly audience?: { readonly desk: string; readonly recipients: string } | undefined
}

/** What is known of a digest. */
export interface KnownDigest {
  readonly audience: { readonly desk: string; readonly recipients: string }
  readonly rung: number
  readonly reportIds: readonly string[]
}

/** Records a message. When it has resolved, the message is in the log of alerts, and on disk if that is kept. */
export type RecordMessage = (message: OutgoingMessage) => Promise<void>

/** What the outbox works with. */
export interface OutboxDeps {
  readonly log: AlertLog
  readonly clock: Pick<HarbourClock, 'now'>
  readonly findDigest: (digestId: string) => Promise<KnownDigest | undefined>
}

/**
 * Creates what records each message that leaves Harbour. A service records a message before it answers, so that a kill
 * between the two leaves a message that is sent again, and none that is missing.
 */
export const createOutbox =
  ({ log, clock, findDigest }: OutboxDeps): RecordMessage =>
  async ({ channel, to, text, digestId, audience }) => {
    const at = clock.now().toISOString()
    const digest = digestId === undefined ? undefined : await findDigest(digestId)
    const { desk = '', recipients = '' } = digest?.audience ?? audience ?? {}
    log.add({
      at,
      desk,
      step: digest?.rung ?? 1,
      recipients,
      channel,
      to,
      reports: digest?.reportIds.length ?? 1,
      text,
    })
  }
