import { type Channel, type Contact, channels } from '../../shared/domain/contact.ts'
import type { Message, MessageChannel, MessageChannels } from '../../shared/ports/channels.ts'

/** How a fake channel treats messages. */
export type FakeMood = 'takes' | 'refuses' | 'fails' | 'is silent'

/** A channel in memory. */
export interface FakeChannel {
  readonly channel: MessageChannel
  readonly contact: Contact
  /** What was taken, oldest first. */
  readonly messages: Message[]
  /** Says how messages are treated from now on; of one address, where one is named. */
  set(mood: FakeMood, address?: string): void
  taken(): readonly string[]
}

/** Creates a channel that takes every message until it is told otherwise. */
export const createFakeChannel = (): FakeChannel => {
  const messages: Message[] = []
  const moods = new Map<string, FakeMood>()
  const everyone = ''
  return {
    messages,
    contact: {
      contactId: 'contact-1',
      audience: { desk: 'division-p', recipients: 'duty' },
      channel: 'email',
      address: 'one@police.harbour',
      isEnabled: true,
    },
    set: (mood, address = everyone) => void moods.set(address, mood),
    taken: () => messages.map(({ text }) => text),
    channel: {
      send: async (message) => {
        const mood = moods.get(message.contact.address) ?? moods.get(everyone) ?? 'takes'
        if (mood === 'refuses') return { refused: 'it was told to' }
        if (mood !== 'takes') throw new Error('the channel is down')
        messages.push(message)
        return 'accepted'
      },
    },
  }
}

type Each = Channel | 'sink'

const all: readonly Each[] = [...channels, 'sink']

/** Creates every channel in memory, each with its own messages. */
export const createFakeChannels = (): {
  readonly ports: MessageChannels
  readonly of: Record<Each, FakeChannel>
} => {
  const made = Object.fromEntries(all.map((name) => [name, createFakeChannel()])) as Record<Each, FakeChannel>
  const ports = Object.fromEntries(all.map((name) => [name, made[name].channel])) as Record<Each, MessageChannel>
  return { ports, of: made }
}
