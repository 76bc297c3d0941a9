import { Webhook } from 'standardwebhooks'
import type { Message, MessageChannel, Sent } from '../ports/channels.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { HttpsPost, Post, PostOutcome } from './https-post.ts'

/** What the channels over https are made with. */
export interface HttpsChannelsConfig {
  readonly post: HttpsPost
  readonly secrets: Secrets
  readonly now: () => Date
}

/** Answers after which the same post may succeed: too early, too slow, too many. */
const retried: readonly number[] = [408, 425, 429]

/**
 * Says what an answer means. A redirect is a refusal: nobody may lead a message elsewhere.
 *
 * @throws Error for an answer after which the same post may succeed
 */
const toSent = (outcome: PostOutcome): Sent => {
  if (outcome === 'not-public') return { refused: 'its address is not on the public internet' }
  if (outcome >= 200 && outcome < 300) return 'accepted'
  if (outcome >= 500 || retried.includes(outcome)) throw new Error(`the contact answered ${outcome}`)
  return { refused: `it answered ${outcome}` }
}

/** Creates a channel that posts what `word` makes of a message and the contact's secret. */
const createChannel = (
  { post, secrets }: HttpsChannelsConfig,
  word: (message: Message, secret: string) => Post | Sent,
): MessageChannel => ({
  send: async (message) => {
    const { address, secretName = '' } = message.contact
    const secret = secretName === '' ? undefined : await secrets.find(secretName)
    if (secret === undefined) return { refused: 'its secret is not in Secrets Manager' }
    const worded = word(message, secret)
    if (typeof worded === 'string' || 'refused' in worded) return worded
    return toSent(await post(address, worded))
  },
})

/** Makes an engine's channel close the earlier alerts of a report once the engine took what comes after them. */
const withEndings = (channel: MessageChannel): MessageChannel => ({
  send: async (message) => {
    const { endedKeys = [], ...trigger } = message.trigger ?? {}
    const sent = await channel.send(message)
    for (const dedupKey of sent === 'accepted' ? endedKeys : []) {
      await channel.send({ ...message, trigger: { ...trigger, dedupKey, action: 'resolve' } })
    }
    return sent
  },
})

const asJson = { 'content-type': 'application/json', 'user-agent': 'Harbour' }

/** Returns an id that is the same each time a message is tried, and another for each thing that it asks. */
const messageIdOf = ({ digestId, contact, trigger }: Message): string =>
  [digestId, contact.contactId, ...(trigger === undefined ? [] : [trigger.action, trigger.dedupKey])].join('.')

const signed = (message: Message, secret: string, at: Date): Post | Sent => {
  const { subject, text, link, trigger } = message
  const data = { subject, text, link, ...trigger }
  const body = JSON.stringify({ type: `alert.${trigger?.action ?? 'sent'}`, timestamp: at.toISOString(), data })
  const id = messageIdOf(message)
  try {
    const signature = new Webhook(secret).sign(id, at, body)
    const timestamp = String(Math.floor(at.getTime() / 1000))
    return {
      headers: { ...asJson, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature },
      body,
    }
  } catch {
    return { refused: 'its secret is not one for signing: whsec_ and base64' }
  }
}

/** Creates the channel of signed webhooks. @see https://www.standardwebhooks.com/ */
export const createWebhookChannel = (config: HttpsChannelsConfig): MessageChannel =>
  createChannel(config, (message, secret) => signed(message, secret, config.now()))

/** The longest summary that PagerDuty takes, characters. */
const summaryCharacters = 1024

/** Creates the channel of PagerDuty. @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
export const createPagerDutyChannel = (config: HttpsChannelsConfig): MessageChannel =>
  withEndings(
    createChannel(config, ({ digestId, subject, text, link, trigger }, routingKey) => {
      const action = trigger?.action ?? 'trigger'
      const event = { routing_key: routingKey, event_action: action, dedup_key: trigger?.dedupKey ?? digestId }
      const payload = { summary: text.slice(0, summaryCharacters), source: 'Harbour', severity: 'critical' }
      const opened = { payload, client: 'Harbour', client_url: link, links: [{ href: link, text: subject }] }
      return { headers: asJson, body: JSON.stringify(action === 'trigger' ? { ...event, ...opened } : event) }
    }),
  )

/**
 * Creates the channel of GoAlert's generic API. It has no way to acknowledge from outside: who is on call does that
 * there, and the report's own ladder goes on until an officer acknowledges here.
 *
 * @see https://github.com/target/goalert: "Using Integration Keys" in its documentation; a body's fields take
 * precedence over those of a query, so that the token stands in no URL
 */
export const createGoAlertChannel = (config: HttpsChannelsConfig): MessageChannel =>
  withEndings(
    createChannel(config, ({ digestId, text, link, trigger }, token) => {
      if (trigger?.action === 'acknowledge') return 'accepted'
      const fields = { token, summary: text, details: link, dedup: trigger?.dedupKey ?? digestId }
      const form = new URLSearchParams({ ...fields, ...(trigger?.action === 'resolve' ? { action: 'close' } : {}) })
      return {
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Harbour' },
        body: form.toString(),
      }
    }),
  )
