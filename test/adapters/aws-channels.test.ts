import { inspect } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSecretsManager, createSes, createTelephone, triedOnce } from '../../shared/adapters/aws-clients.ts'
import { createMessageChannels } from '../../shared/adapters/message-channels.ts'
import { createSecrets } from '../../shared/adapters/secrets-manager.ts'
import type { Channel, Contact } from '../../shared/domain/contact.ts'
import { toFaultFields } from '../../shared/lambda/log.ts'
import { messageTo } from '../contracts/channels.ts'
import { answer, useScriptedAws } from './scripted-aws.ts'

const { received, answers, client } = useScriptedAws()
const once = () => ({ ...client(), ...triedOnce })

const contactOf = (channel: Channel, address: string): Contact => ({
  contactId: 'contact-1',
  audience: { desk: 'division-p', recipients: 'duty' },
  channel,
  address,
  isEnabled: true,
})

const channelsWith = (senders: { readonly emailFrom: string; readonly smsFrom: string; readonly callFrom: string }) =>
  createMessageChannels({
    ses: createSes(once()),
    telephone: createTelephone(once()),
    configurationSet: 'set',
    stage: 'prod',
    ...senders,
    post: async () => 204,
    secrets: { find: async () => undefined },
    now: () => new Date(),
  })
const sms = '+447700900001'
const call = '+447700900002'
const channels = () => channelsWith({ emailFrom: 'harbour@police.harbour', smsFrom: sms, callFrom: call })
const sentBody = () => JSON.parse(received[0]?.body ?? '{}')

const email = contactOf('email', 'one@police.harbour')
const mobile = contactOf('sms', '+447911123456')
const telephone = contactOf('call', '+447911123456')

describe('an email', () => {
  it('has a subject, the link once, a configuration set, and the tags that bring its events back', async () => {
    await channels().email.send(messageTo(email))
    const { text } = messageTo(email)
    expect(sentBody()).toMatchObject({
      FromEmailAddress: 'harbour@police.harbour',
      Destination: { ToAddresses: ['one@police.harbour'] },
      Content: { Simple: { Subject: { Data: 'One report waits' }, Body: { Text: { Data: text } } } },
      ConfigurationSetName: 'set',
      EmailTags: [
        { Name: 'contactId', Value: 'contact-1' },
        { Name: 'digestId', Value: 'digest-1' },
      ],
    })
    received.length = 0
    await channels().email.send(messageTo(email, { text: 'One report waits' }))
    const { Data } = sentBody().Content.Simple.Body.Text
    expect(Data).toBe('One report waits\n\nhttps://console.police.harbour/')
  })
})

describe('an email that SES does not take for now', () => {
  it.each(['TooManyRequestsException', 'AccountSuspendedException', 'NotFoundException'])(
    'fails with the name of its error %s, and with no word of SES, which may name the address',
    async (name) => {
      const message = JSON.stringify({ message: `Email address is not verified: ${email.address}` })
      answers.push((reply) => reply.writeHead(400, { 'x-amzn-errortype': name }).end(message))
      const error = await channels()
        .email.send(messageTo(email))
        .catch((thrown: Error) => thrown)
      if (!(error instanceof Error)) throw new Error('the message was taken')
      expect(error.message).toBe(`SES did not take the message: ${name}`)
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(email.address)
      expect(JSON.stringify(toFaultFields(error))).not.toMatch(/police|verified/)
    },
  )
})

describe('an SMS', () => {
  it('is transactional, comes from the number of the stage, and brings its events back', async () => {
    await channels().sms.send(messageTo(mobile))
    expect(sentBody()).toEqual({
      DestinationPhoneNumber: '+447911123456',
      OriginationIdentity: sms,
      MessageType: 'TRANSACTIONAL',
      MessageBody: messageTo(mobile).text,
      Context: { contactId: 'contact-1', digestId: 'digest-1', harbourStage: 'prod' },
    })
  })

  it.each([
    ['ConflictException', 'NO_ORIGINATION_IDENTITIES_FOUND'],
    ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'],
    ['AccessDeniedException', 'INSUFFICIENT_ACCOUNT_REPUTATION'],
  ])('that fails for a reason of ours (%s, %s) is no refusal of the number', async (__type, Reason) => {
    answers.push(answer(400, JSON.stringify({ __type, Reason, message: '+447911123456' })))
    await expect(channels().sms.send(messageTo(mobile))).rejects.toThrow(
      `AWS did not take the message: ${__type} ${Reason}`,
    )
  })
})

describe('a call', () => {
  it('says the text twice in a British voice, and spells out no link', async () => {
    await channels().call.send(messageTo(telephone))
    const { MessageBody, ...more } = sentBody()
    expect(more).toMatchObject({ OriginationIdentity: call, VoiceId: 'AMY', MessageBodyTextType: 'TEXT' })
    expect(MessageBody.split('XKB6-FGB5-E3SV')).toHaveLength(3)
    expect(MessageBody).not.toContain('https')
  })
})

it.each([email, mobile, telephone])('a stage without a sender refuses $channel, and calls nobody', async (contact) => {
  const without = channelsWith({ emailFrom: '', smsFrom: '', callFrom: '' })
  const refused = 'this stage has no sender for its channel'
  expect(await without[contact.channel].send(messageTo(contact))).toEqual({ refused })
  expect(received).toEqual([])
})

describe('a secret', () => {
  const clock = { at: new Date('2026-11-27T12:00:00Z') }
  const createIt = () =>
    createSecrets({ client: createSecretsManager(once()), prefix: 'Harbour-prod/contacts/', now: () => clock.at })
  beforeEach(() => {
    clock.at = new Date('2026-11-27T12:00:00Z')
  })

  it("is read by its name in the stage's own part, and again after a minute", async () => {
    const secrets = createIt()
    answers.push(answer(200, '{"SecretString":"one"}'), answer(200, '{"SecretString":"two"}'))
    expect([await secrets.find('fife'), await secrets.find('fife')]).toEqual(['one', 'one'])
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([{ SecretId: 'Harbour-prod/contacts/fife' }])
    clock.at = new Date('2026-11-27T12:01:00Z')
    expect(await secrets.find('fife')).toBe('two')
  })

  it('that is not there is undefined; another fault is thrown, and the next call asks again', async () => {
    const secrets = createIt()
    const error = (__type: string) => answer(400, JSON.stringify({ __type, message: 'no' }))
    answers.push(error('AccessDeniedException'), error('ResourceNotFoundException'))
    await expect(secrets.find('fife')).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(await secrets.find('fife')).toBeUndefined()
  })
})
