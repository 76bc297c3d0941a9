import type { MessageChannel, MessageChannels } from '../../shared/ports/channels.ts'
import type { DigestDelivery } from '../../shared/ports/deliveries.ts'
import { given } from './given.ts'
import { createHarbourInMemory, type HarbourInMemory } from './harbour.ts'

const audience = { desk: 'division-e', recipients: 'duty' } as const

/** A report whose digest is on its way to two contacts of its desk: `contact-1` by email, `contact-2` by SMS. */
export const onItsWay = async () => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put([
    { audience, channel: 'email', address: 'one@police.example', isEnabled: true },
    { audience, channel: 'sms', address: '+447700900001', isEnabled: true },
    {
      audience: { desk: 'duty-control', recipients: 'duty' },
      channel: 'email',
      address: 'two@a.example',
      isEnabled: true,
    },
  ])
  const { report } = await given.routedReport({ in: harbour })
  await harbour.notify(report.reportId)
  const digestId = 'digest-1'
  const to = (contactId: string, more: Partial<Pick<DigestDelivery, 'isAccepted' | 'tried'>> = {}) =>
    ({ kind: 'digest', digestId, contactId, tried: 0, ...more }) as const
  return { harbour, report, to }
}

/** A channel whose service does not answer. */
export const down: MessageChannel = {
  send: async () => {
    throw new Error('the service does not answer')
  },
}

/** A channel that refuses every address. */
export const refusing: MessageChannel = { send: async () => ({ refused: 'there is no such address' }) }

/** Replaces some channels of a harbour. */
export const withChannel = ({ ports }: HarbourInMemory, more: Partial<MessageChannels>) => ({
  channels: { ...ports.channels, ...more },
})
