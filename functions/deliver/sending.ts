import type { Log } from '../../shared/lambda/log.ts'
import type { Message, MessageChannels } from '../../shared/ports/channels.ts'
import type { Contacts } from '../../shared/ports/contacts.ts'

/** What sending a message needs. */
export interface SendingDeps {
  readonly contacts: Contacts
  readonly channels: MessageChannels
  readonly now: () => Date
  readonly log: Log
}

/** Sends a message by the channel of its contact, once. A contact whom the channel refuses counts as failing. */
export const trySend = async (
  { channels, contacts, now, log }: SendingDeps,
  message: Message,
  tried: number,
): Promise<'accepted' | 'refused' | 'failed'> => {
  const { channel, contactId } = message.contact
  try {
    const sent = await channels[channel].send(message)
    if (sent === 'accepted') return sent
    log.event('delivery.refused', { channel, tried })
    await contacts.markFailing(contactId, now().toISOString(), sent.refused)
    return 'refused'
  } catch (error) {
    log.fault('delivery.failed', error, { channel, tried })
    return 'failed'
  }
}
