import { beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../shared/domain/contact.ts'
import { toFaultFields } from '../../shared/lambda/log.ts'
import type { Message, MessageChannel } from '../../shared/ports/channels.ts'

/** What a service does with the next message. */
export type ServiceMood = 'takes' | 'refuses' | 'fails' | 'is silent'

/** A channel with the service behind it. */
export interface ChannelOnService {
  readonly channel: MessageChannel
  readonly contact: Contact
  /** Says how the service answers from now on. */
  set(mood: ServiceMood): void
  /** What the service took, each as text. */
  taken(): readonly string[]
}

/** Returns a message to a contact. */
export const messageTo = (contact: Contact, more: Partial<Message> = {}): Message => ({
  digestId: 'digest-1',
  contact,
  subject: 'One report waits',
  text: 'One report waits at desk P, act by 14:05 GMT: XKB6-FGB5-E3SV https://console.police.harbour/',
  link: 'https://console.police.harbour/',
  ...more,
})

/** What every channel does, whatever service is behind it. */
export const describeChannel = (name: string, create: () => Promise<ChannelOnService>): void => {
  describe(`the channel of ${name}`, () => {
    let service: ChannelOnService
    beforeEach(async () => {
      service = await create()
    })
    const send = () => service.channel.send(messageTo(service.contact))

    it('sends the text once, and says that the service took it', async () => {
      service.set('takes')
      expect(await send()).toBe('accepted')
      expect(service.taken()).toHaveLength(1)
      expect(service.taken()[0]).toContain('XKB6-FGB5-E3SV')
    })

    it('says so when the service will never take it, without the address', async () => {
      service.set('refuses')
      const outcome = await send()
      expect(outcome).toEqual({ refused: expect.stringMatching(/^[A-Za-z]/) })
      expect(JSON.stringify(outcome)).not.toContain(service.contact.address)
    })

    it.each(['fails', 'is silent'] as const)(
      'throws when the service %s: it is tried again, and nothing that is logged names the contact',
      async (mood) => {
        service.set(mood)
        const began = performance.now()
        const error = await send().catch((thrown: unknown) => thrown)
        expect(error).toBeInstanceOf(Error)
        expect(performance.now() - began).toBeLessThan(5000)
        const { hostname } = URL.canParse(service.contact.address)
          ? new URL(service.contact.address)
          : { hostname: service.contact.address }
        const logged = JSON.stringify(toFaultFields(error))
        for (const secret of [service.contact.address, hostname, 'XKB6']) expect(logged).not.toContain(secret)
      },
    )
  })
}
