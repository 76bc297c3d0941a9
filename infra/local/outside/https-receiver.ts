import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { type Listening, listenLocally, toListener } from '../machine/listen.ts'
import type { Known } from './known.ts'
import { localSecretOf, secretNameIn } from './local-secrets.ts'
import type { RecordMessage } from './outbox.ts'

/** What the receiver works with. */
export interface ReceiverDeps {
  readonly known: Known
  readonly record: RecordMessage
}

interface Post {
  /** As the contact names it, with https. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const audienceOfKey = async ({ known }: ReceiverDeps, key: string) =>
  (await known.findContact(({ secretName }) => secretName === secretNameIn(key)))?.audience

/** @see https://developer.pagerduty.com/docs/events-api-v2/overview/ */
const takeEvent = async (deps: ReceiverDeps, { url, body }: Post): Promise<number> => {
  const event = JSON.parse(body) as Readonly<Record<string, unknown>>
  const { routing_key: key, event_action: action, dedup_key: dedup } = event
  const summary = (event['payload'] as { readonly summary?: unknown } | undefined)?.summary
  const isWhole = typeof dedup === 'string' && (action !== 'trigger' || typeof summary === 'string')
  const isKnown = action === 'trigger' || action === 'acknowledge' || action === 'resolve'
  if (typeof key !== 'string' || secretNameIn(key) === undefined || !isWhole || !isKnown) return 400
  const text = typeof summary === 'string' ? summary : `${action} ${dedup}`
  await deps.record({ channel: 'pagerduty', to: url, text, digestId: dedup, audience: await audienceOfKey(deps, key) })
  return 202
}

/** @see https://github.com/target/goalert */
const takeForm = async (deps: ReceiverDeps, { url, body }: Post): Promise<number> => {
  const form = new URLSearchParams(body)
  const token = form.get('token') ?? ''
  if (secretNameIn(token) === undefined) return 401
  const dedup = form.get('dedup') ?? ''
  const text = form.get('action') === 'close' ? `close ${dedup}` : (form.get('summary') ?? '')
  await deps.record({ channel: 'goalert', to: url, text, digestId: dedup, audience: await audienceOfKey(deps, token) })
  return 204
}

/** @see https://www.standardwebhooks.com/ */
const takeWebhook = async ({ known, record }: ReceiverDeps, { url, headers, body }: Post): Promise<number> => {
  const contact = await known.findContact(({ address }) => address === url)
  if (contact === undefined) return 404
  try {
    new Webhook(localSecretOf(contact.secretName)).verify(body, headers as Record<string, string>)
  } catch {
    return 401
  }
  const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: { readonly text: string } }
  const digestId = String(headers['webhook-id']).split('.')[0]
  const text = type === 'alert.sent' || type === 'alert.trigger' ? data.text : type
  await record({ channel: 'webhook', to: url, text, digestId, audience: contact.audience })
  return 204
}

const take = (deps: ReceiverDeps, post: Post): Promise<number> => {
  if (new URL(post.url).host === 'events.pagerduty.com') return takeEvent(deps, post)
  const isForm = String(post.headers['content-type']).startsWith('application/x-www-form-urlencoded')
  return isForm ? takeForm(deps, post) : takeWebhook(deps, post)
}

/**
 * Starts the server that stands for every server of the internet that a contact names: whatever host a function posts
 * to, the post arrives here. It checks keys and signatures as those servers do, and refuses with 401 what they would.
 */
export const startReceiver = async (deps: ReceiverDeps): Promise<Listening> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { headers, url = '/' } = request
    const post = { url: `https://${headers.host}${url}`, headers, body: Buffer.concat(chunks).toString('utf8') }
    response.writeHead(await take(deps, post)).end()
  }
  return listenLocally(createServer(toListener(answer)))
}
