import { createPagerDutyChannel } from '../../shared/adapters/https-channels.ts'
import type { HttpsPost } from '../../shared/adapters/https-post.ts'
import { type Channel, channels } from '../../shared/domain/contact.ts'
import { canaryDesk } from '../../shared/domain/desk.ts'
import type { Message, MessageChannel, MessageChannels } from '../../shared/ports/channels.ts'
import { engineKeyOf } from './engines.ts'
import type { Outside, Service } from './outside.ts'

/** What the channels of one invocation are made with. */
interface ChannelsConfig {
  readonly now: () => Date
  /** Returns a port whose calls may fail, and do while the service behind it is down. */
  readonly faulty: <Port extends object>(port: Port, service: Service) => Port
}

/** Creates the channels of one invocation: those of the outside, which note what was accepted for whom. */
export const createChannels = (outside: Outside, { now, faulty }: ChannelsConfig): MessageChannels => {
  const note = ({ digestId, contact: { audience, contactId, address }, trigger }: Message): void => {
    const all = outside.made.get(digestId)?.alerts ?? []
    const alerts = trigger
      ? all.filter(({ reportId }) => trigger.dedupKey.startsWith(`${engineKeyOf(reportId)} `))
      : all
    const messageId = `${digestId} ${trigger?.dedupKey ?? ''}`
    const to = { ...audience, digestId, messageId, contactId, address, atMs: now().getTime() }
    outside.published.push(...alerts.map((alert) => ({ ...to, ...alert })))
  }
  /** A channel whose contacts may all be wrong. */
  const refusing = (send: MessageChannel['send']): MessageChannel => ({
    send: async (message) => {
      const { audience, contactId } = message.contact
      if (!outside.isDown('contacts') || audience.desk === canaryDesk) return send(message)
      outside.refused.add(contactId)
      return { refused: 'there is no such address' }
    },
  })
  const plain = refusing(async (message) => {
    note(message)
    return 'accepted'
  })
  /** The real channel of engines, whose posts may fail one by one: an alert that ends others takes some. */
  const engine = refusing((message) => {
    const post: HttpsPost = async (address, sent) => {
      const outcome = await outside.engines.post(address, sent)
      if (sent.body.includes(message.trigger?.dedupKey ?? message.digestId)) note(message)
      return outcome
    }
    const secrets = { find: async () => 'a routing key' }
    return createPagerDutyChannel({ ...faulty({ post }, 'engine'), secrets, now }).send(message)
  })
  const serviceOf = (name: Channel): Service => (name === 'sms' ? 'sms' : 'email')
  const byName = channels.map((name) => [name, faulty(plain, serviceOf(name))] as const)
  return { ...Object.fromEntries(byName), pagerduty: engine, sink: plain } as unknown as MessageChannels
}
