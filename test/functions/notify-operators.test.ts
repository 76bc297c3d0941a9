import { describe, expect, it } from 'vitest'
import { createNotifyOperators } from '../../functions/notify-operators/handler.ts'
import type { MessageChannel } from '../../shared/ports/channels.ts'
import { createHarbourInMemory } from '../kit/harbour.ts'

const account = '123456789012'
const operators = { desk: 'operators', recipients: 'duty' } as const

/** What SNS sends for an alarm. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const eventOf = (message: string, messageId = 'message-1') => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventSubscriptionArn: `arn:aws:sns:eu-west-2:${account}:Harbour-Operators:1`,
      Sns: { Type: 'Notification', MessageId: messageId, Subject: 'ALARM: "secret subject"', Message: message },
    },
  ],
})
const alarmOf = (more: object = {}) =>
  JSON.stringify({
    AlarmName: 'Harbour-prod-AlarmsErrorsdeliver1A2B3C4D-1ABCDEFGHIJK',
    AlarmDescription: 'Impact: secret description',
    AWSAccountId: account,
    AlarmArn: `arn:aws:cloudwatch:eu-west-2:${account}:alarm:Harbour`,
    NewStateValue: 'ALARM',
    NewStateReason: 'Threshold Crossed: secret reason',
    ...more,
  })
const keyCall = `"Harbour: PutKeyPolicy of arn:aws:kms:eu-west-2:${account}:key/1 by arn:aws:iam::${account}:user/ann at 12:00."`

const contacts = [
  { audience: operators, channel: 'email', address: 'one@operators.example', isEnabled: true },
  { audience: operators, channel: 'sms', address: '+447700900001', isEnabled: false },
  { audience: operators, channel: 'call', address: '+447700900002', isEnabled: true },
] as const

const createIt = async (entries: Parameters<ReturnType<typeof createHarbourInMemory>['contacts']['put']>[0]) => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put(entries)
  const notify = createNotifyOperators(harbour.ports)
  const say = async (message: string) => {
    await notify(eventOf(message))
    await harbour.deliver()
    return harbour.channels.sent.map(({ contact, text }) => [contact.channel, text])
  }
  return { harbour, notify, say }
}

describe('an alarm of CloudWatch', () => {
  it('is said to the enabled contacts of operators, by its name alone, in one SMS', async () => {
    const { harbour, say } = await createIt(contacts)
    const text =
      'Harbour: alarm begins: Harbour-prod-AlarmsErrorsdeliver1A2B3C4D-1ABCDEFGHIJK, see the mail to operators'
    expect(await say(alarmOf())).toEqual([
      ['email', text],
      ['call', text],
    ])
    expect([...harbour.alertDigests.kept.values()]).toMatchObject([{ audience: operators, reportIds: [] }])
    const seen = JSON.stringify([...harbour.alertDigests.kept.values(), harbour.channels.sent, harbour.lines])
    expect(seen).not.toMatch(/secret|123456789012/)
  })

  it('that is over wakes nobody: no telephone rings', async () => {
    const { say } = await createIt(contacts)
    expect(await say(alarmOf({ NewStateValue: 'OK' }))).toEqual([
      ['email', expect.stringMatching(/^Harbour: alarm over: /)],
    ])
  })

  it('of any name is one SMS of the GSM 7-bit alphabet without the number of an account', async () => {
    for (const AlarmName of ['x'.repeat(255), `é\n€{${account}}`.repeat(20)]) {
      const { say } = await createIt(contacts)
      const [[, text = ''] = []] = await say(alarmOf({ AlarmName }))
      expect(text).toMatch(/^[A-Za-z0-9 .,:/_-]{1,160}$/)
      expect(text).not.toContain(account)
    }
  })

  it('that comes twice has one digest', async () => {
    const { harbour, notify } = await createIt(contacts)
    await notify(eventOf(alarmOf()))
    await notify(eventOf(alarmOf()))
    await notify(eventOf(alarmOf(), 'message-2'))
    expect([...harbour.alertDigests.kept.keys()]).toEqual(['operators-message-1', 'operators-message-2'])
  })

  it('is delivered however late, and marks nothing when it arrives or fails', async () => {
    const { harbour, notify } = await createIt(contacts.slice(0, 1))
    await notify(eventOf(alarmOf()))
    const [first] = harbour.deliveries.sent
    harbour.loseMessages()
    harbour.advance(45)
    const down: MessageChannel = { send: () => Promise.reject(new Error('the service does not answer')) }
    const channels = { ...harbour.ports.channels, email: down }
    for (const tried of [0, 3]) {
      if (first !== undefined) await harbour.deliverTo({ ...first.delivery, tried }, { channels })
    }
    expect(harbour.lines.join()).toContain('digest.reached-nobody')
    await harbour.deliver()
    expect(harbour.channels.sent).toHaveLength(1)
    expect(harbour.reports.kept.size).toBe(0)
  })
})

it('a call that changes a key is said by its name, without the key and who called', async () => {
  const { say } = await createIt(contacts.slice(0, 1))
  expect(await say(keyCall)).toEqual([['email', 'Harbour: a key was changed: PutKeyPolicy, see the mail to operators']])
})

it('a message of another kind is said too, and an event that is none of SNS is refused', async () => {
  const { say, notify } = await createIt(contacts.slice(0, 1))
  expect(await say('something of 2030')).toEqual([['email', expect.stringContaining('a kind that is not known')]])
  await expect(notify({ source: 'aws.events' })).rejects.toThrow('an event of the operators has a form')
})

it('operators without a contact are left to the mail, and the log says so', async () => {
  const { harbour, say } = await createIt([])
  expect(await say(alarmOf())).toEqual([])
  expect(harbour.lines.join()).toContain('digest.reached-nobody')
})
