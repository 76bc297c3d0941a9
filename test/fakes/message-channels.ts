import { type Channel, channels } from '../../shared/domain/contact.ts'
import type { Message, MessageChannels } from '../../shared/ports/channels.ts'

/** Channels that accept everything, and keep what was sent. */
export const createFakeChannels = (): MessageChannels & { readonly sent: Message[] } => {
  const sent: Message[] = []
  const channel = {
    send: async (message: Message) => {
      sent.push(message)
      return 'accepted' as const
    },
  }
  const all = Object.fromEntries(channels.map((name) => [name, channel])) as Record<Channel, typeof channel>
  return { ...all, sink: { send: async () => 'accepted' }, sent }
}
