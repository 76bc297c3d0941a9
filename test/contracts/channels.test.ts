import { afterAll, beforeAll } from 'vitest'
import { createSes, createTelephone, triedOnce } from '../../shared/adapters/aws-clients.ts'
import {
  createGoAlertChannel,
  createPagerDutyChannel,
  createWebhookChannel,
} from '../../shared/adapters/https-channels.ts'
import { createHttpsPost } from '../../shared/adapters/https-post.ts'
import { createSesChannel } from '../../shared/adapters/ses-channel.ts'
import { createCallChannel, createSmsChannel } from '../../shared/adapters/telephone-channels.ts'
import type { Channel, Contact } from '../../shared/domain/contact.ts'
import { type Answer, answer, ok, silence, useScriptedAws } from '../adapters/scripted-aws.ts'
import { createFakeChannel } from '../fakes/channels.ts'
import { type HttpsServer, hang, localCertificate, startHttpsServer, status } from '../kit/https-server.ts'
import { type ChannelOnService, describeChannel, type ServiceMood } from './channels.ts'

const contactOf = (channel: Channel, address: string): Contact => ({
  contactId: 'contact-1',
  audience: { desk: 'division-p', recipients: 'duty' },
  channel,
  address,
  ...(address.startsWith('https') ? { secretName: 'fife' } : {}),
  isEnabled: true,
})

const aws = useScriptedAws()

const onAws = (
  contact: Contact,
  channel: () => ChannelOnService['channel'],
  moods: Readonly<Record<ServiceMood, Answer>>,
): ChannelOnService => ({
  channel: channel(),
  contact,
  set: (mood) => void aws.answers.splice(0, aws.answers.length, moods[mood]),
  taken: () => aws.received.map(({ body }) => body),
})

const error = (type: string, more: object = {}): Answer =>
  answer(400, JSON.stringify({ __type: type, message: 'one@police.harbour +447911123456', ...more }))
const moodsOf = (refusal: Answer) => ({ takes: ok, refuses: refusal, fails: answer(500, ''), 'is silent': silence })

describeChannel('memory', async () => createFakeChannel())

const sesError =
  (name: string): Answer =>
  (reply) =>
    reply
      .writeHead(400, { 'x-amzn-errortype': name, 'content-type': 'application/json' })
      .end('{"message":"Email address is not verified: one@police.harbour"}')

describeChannel('email by SES', async () => {
  const client = createSes({ ...aws.client(), ...triedOnce })
  const config = { client, from: 'harbour@police.harbour', configurationSet: 'set' }
  return onAws(
    contactOf('email', 'one@police.harbour'),
    () => createSesChannel(config),
    moodsOf(sesError('MessageRejected')),
  )
})

const telephone = () => ({
  client: createTelephone({ ...aws.client(), ...triedOnce }),
  from: '+447700900000',
  stage: 'prod',
})
const optedOut = error('ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })

describeChannel('SMS', async () =>
  onAws(contactOf('sms', '+447911123456'), () => createSmsChannel(telephone()), moodsOf(optedOut)),
)

const noNumber = error('ValidationException', {
  Reason: 'FIELD_VALIDATION_FAILED',
  Fields: [{ Name: 'DestinationPhoneNumber', Message: 'not valid' }],
})
describeChannel('calls', async () =>
  onAws(contactOf('call', '+447911123456'), () => createCallChannel(telephone()), moodsOf(noNumber)),
)

let server: HttpsServer
beforeAll(async () => {
  server = await startHttpsServer()
})
afterAll(() => server.close())

const onHttps = async (channel: Channel, create: typeof createWebhookChannel): Promise<ChannelOnService> => {
  server.received.length = 0
  const moods = { takes: status(204), refuses: status(404), fails: status(500), 'is silent': hang }
  const post = createHttpsPost({ timeoutMs: 300, isAllowed: () => true, ca: localCertificate })
  const secrets = { find: async () => `whsec_${Buffer.from('a secret of 24 bytes ...').toString('base64')}` }
  return {
    channel: create({ post, secrets, now: () => new Date() }),
    contact: contactOf(channel, server.url),
    set: (mood) => {
      server.answer = moods[mood]
    },
    taken: () => server.received.map(({ body }) => body),
  }
}

describeChannel('webhooks', () => onHttps('webhook', createWebhookChannel))
describeChannel('PagerDuty', () => onHttps('pagerduty', createPagerDutyChannel))
describeChannel('GoAlert', () => onHttps('goalert', createGoAlertChannel))
