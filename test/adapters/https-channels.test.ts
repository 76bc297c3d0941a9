import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import {
  createGoAlertChannel,
  createPagerDutyChannel,
  createWebhookChannel,
} from '../../shared/adapters/https-channels.ts'
import type { Post, PostOutcome } from '../../shared/adapters/https-post.ts'
import type { Contact } from '../../shared/domain/contact.ts'
import type { Trigger } from '../../shared/ports/channels.ts'
import { messageTo } from '../contracts/channels.ts'

const contact: Contact = {
  contactId: 'contact-1',
  audience: { desk: 'division-p', recipients: 'duty' },
  channel: 'webhook',
  address: 'https://hooks.police.harbour/in',
  secretName: 'fife',
  isEnabled: true,
}
const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const triggerOf = (action: Trigger['action']): Trigger => ({ dedupKey: 'mac-1', action })

const createConfig = (outcome: PostOutcome = 204, secret: string | undefined = signingSecret) => {
  const posted: Array<readonly [url: string, post: Post]> = []
  const names: string[] = []
  const config = {
    post: async (url: string, post: Post) => {
      posted.push([url, post])
      return outcome
    },
    secrets: {
      find: async (name: string) => {
        names.push(name)
        return secret === '' ? undefined : secret
      },
    },
    now: () => new Date(),
  }
  return { config, posted, names }
}

describe('a webhook', () => {
  it('is signed so that the library of the receiver takes it, and no other secret fits', async () => {
    const { config, posted, names } = createConfig()
    await createWebhookChannel(config).send(messageTo(contact, { trigger: triggerOf('trigger') }))
    const [[url, { headers, body }] = ['', { headers: {}, body: '' }]] = posted
    expect([url, names]).toEqual([contact.address, ['fife']])
    const read = new Webhook(signingSecret).verify(body, headers)
    const { subject, text, link } = messageTo(contact)
    const data = { subject, text, link, dedupKey: 'mac-1', action: 'trigger' }
    expect(read).toEqual({ type: 'alert.trigger', timestamp: expect.any(String), data })
    const otherSecret = Buffer.alloc(32, 8).toString('base64')
    expect(() => new Webhook(otherSecret).verify(body, headers)).toThrow()
  })

  it('has the same id when it is tried again, and another for another action or contact', async () => {
    const { config, posted } = createConfig()
    const channel = createWebhookChannel(config)
    const message = messageTo(contact, { trigger: triggerOf('trigger') })
    await channel.send(message)
    await channel.send(message)
    await channel.send({ ...message, trigger: triggerOf('resolve') })
    await channel.send({ ...message, contact: { ...contact, contactId: 'contact-2' } })
    const ids = posted.map(([, { headers }]) => headers['webhook-id'])
    expect(ids[1]).toBe(ids[0])
    expect(new Set(ids).size).toBe(3)
  })

  it('of a digest has the same id when it is tried again, and another for another digest', async () => {
    const { config, posted } = createConfig()
    const channel = createWebhookChannel(config)
    for (const digestId of ['digest-1', 'digest-1', 'digest-2']) await channel.send(messageTo(contact, { digestId }))
    const ids = posted.map(([, { headers }]) => headers['webhook-id'])
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('is refused when its secret is missing, or is none for signing, and the secret is not repeated', async () => {
    const missing = await createWebhookChannel(createConfig(204, '').config).send(messageTo(contact))
    expect(missing).toEqual({ refused: 'its secret is not in Secrets Manager' })
    const wrong = await createWebhookChannel(createConfig(204, 'pass word!').config).send(messageTo(contact))
    expect(wrong).toEqual({ refused: 'its secret is not one for signing: whsec_ and base64' })
  })
})

describe('an answer', () => {
  const send = (outcome: PostOutcome) => createWebhookChannel(createConfig(outcome).config).send(messageTo(contact))

  it.each([200, 202, 204])('of %i is an acceptance', async (outcome) => {
    expect(await send(outcome)).toBe('accepted')
  })

  it.each([301, 307, 400, 401, 404, 410])('of %i is a refusal', async (outcome) => {
    expect(await send(outcome)).toEqual({ refused: `it answered ${outcome}` })
  })

  it.each([408, 425, 429, 500, 503])('of %i is tried again', async (outcome) => {
    await expect(send(outcome)).rejects.toThrow(`the contact answered ${outcome}`)
  })

  it('from a private address is a refusal', async () => {
    expect(await send('not-public')).toEqual({ refused: 'its address is not on the public internet' })
  })
})

describe('PagerDuty', () => {
  const eventOf = async (trigger?: Trigger) => {
    const { config, posted } = createConfig(202, 'routing-key')
    await createPagerDutyChannel(config).send(messageTo(contact, trigger === undefined ? {} : { trigger }))
    return JSON.parse(posted[0]?.[1].body ?? '')
  }

  it('opens one alert a report, under the key that the caller gives', async () => {
    expect(await eventOf(triggerOf('trigger'))).toMatchObject({
      routing_key: 'routing-key',
      event_action: 'trigger',
      dedup_key: 'mac-1',
      payload: { summary: expect.stringContaining('XKB6-FGB5-E3SV'), source: 'Harbour', severity: 'critical' },
    })
  })

  it.each(['acknowledge', 'resolve'] as const)(
    'is told to %s it by the same key, with nothing else',
    async (action) => {
      const event = { routing_key: 'routing-key', event_action: action, dedup_key: 'mac-1' }
      expect(await eventOf(triggerOf(action))).toEqual(event)
    },
  )

  it('opens an alert for a digest that is about no one report', async () => {
    expect(await eventOf()).toMatchObject({ event_action: 'trigger', dedup_key: 'digest-1' })
  })
})

describe.each([
  ['PagerDuty', createPagerDutyChannel, ['"event_action":"resolve"', '"event_action":"trigger"']],
  ['GoAlert', createGoAlertChannel, ['action=close', 'summary=']],
] as const)('%s, of a report that has alerts from before', (_name, create, [closes, opens]) => {
  const newest: Trigger = { dedupKey: 'mac-3', action: 'trigger', endedKeys: ['mac-2', 'mac-1'] }

  it('opens the new alert and then closes those before it, so that it never falls silent', async () => {
    const { config, posted } = createConfig(202, 'key')
    expect(await create(config).send(messageTo(contact, { trigger: newest }))).toBe('accepted')
    const bodies = posted.map(([, { body }]) => body)
    const about = (action: string, key: string) =>
      expect.stringMatching(new RegExp(`${action}[^]*${key}|${key}[^]*${action}`))
    expect(bodies).toEqual([about(opens, 'mac-3'), about(closes, 'mac-2'), about(closes, 'mac-1')])
    expect(bodies[0]).not.toContain(closes)
  })

  it('closes nothing when the new alert was not taken, and is tried again', async () => {
    const { config, posted } = createConfig(503, 'key')
    await expect(create(config).send(messageTo(contact, { trigger: newest }))).rejects.toThrow('503')
    expect(posted).toHaveLength(1)
  })
})

describe('GoAlert', () => {
  const sendTo = async (trigger: Trigger) => {
    const { config, posted } = createConfig(204, 'token-1')
    const sent = await createGoAlertChannel(config).send(messageTo(contact, { trigger }))
    return { sent, posted, form: new URLSearchParams(posted[0]?.[1].body) }
  }

  it('is sent its token in the body, never in the URL', async () => {
    const { posted, form } = await sendTo(triggerOf('trigger'))
    expect(posted[0]?.[0]).toBe(contact.address)
    expect(Object.fromEntries(form)).toEqual({
      token: 'token-1',
      dedup: 'mac-1',
      details: 'https://console.police.harbour/',
      summary: messageTo(contact).text,
    })
  })

  it('closes by the same key', async () => {
    const { form } = await sendTo(triggerOf('resolve'))
    expect([form.get('action'), form.get('dedup')]).toEqual(['close', 'mac-1'])
  })

  it('cannot acknowledge from outside, so nothing is sent', async () => {
    const { sent, posted } = await sendTo(triggerOf('acknowledge'))
    expect([sent, posted]).toEqual(['accepted', []])
  })
})
