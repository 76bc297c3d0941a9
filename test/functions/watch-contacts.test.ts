import { describe, expect, it } from 'vitest'
import { createWatchContacts } from '../../functions/watch-contacts/handler.ts'
import { toFailingWords } from '../../shared/domain/announcement-words.ts'
import { channels, contactAudiences } from '../../shared/domain/contact.ts'
import { notifiedOf } from '../../shared/domain/contact-health.ts'
import { desks } from '../../shared/domain/desk.ts'
import { longestLink } from '../../shared/domain/digest.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { entriesOf } from '../contracts/contacts.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { createFakeAlertDigests, createFakeDeliveryQueue } from '../fakes/deliveries.ts'
import { fileWith, type GivenContact } from '../kit/contacts-file.ts'

const clock = () => new Date('2026-11-27T12:00:00.000Z')

/** What notifying of contacts that fail needs, whose clock a test moves. */
const notifyingPorts = () => {
  const time = { at: clock() }
  const alertDigests = createFakeAlertDigests({ kept: new Map() })
  const deliveries = createFakeDeliveryQueue()
  const newDigestId = () => `digest-${alertDigests.kept.size + 1}`
  const ports = {
    alertDigests,
    deliveries,
    newDigestId,
    consoleUrl: 'https://console.example.org/',
    now: () => time.at,
  }
  return { ports, time, alertDigests, deliveries }
}

const createIt = async (duty: readonly GivenContact[] = [{ channel: 'email', address: 'one@police.harbour' }]) => {
  const contacts = createFakeContacts(clock)
  const lines: string[] = []
  const log = createLog('in-memory', clock, (line) => lines.push(line))
  await contacts.put(entriesOf(fileWith('division-p', duty)))
  const idOf = async (address: string) =>
    (await contacts.all()).find((contact) => contact.address === address)?.contactId ?? ''
  const { ports, ...notifying } = notifyingPorts()
  return {
    contacts,
    lines,
    idOf,
    ...notifying,
    watch: createWatchContacts({ ...ports, contacts, log }),
  }
}

const eventsIn = (lines: readonly string[]) => lines.map((line) => JSON.parse(line))

const healthIn = (lines: readonly string[]) => ({
  unreachable: eventsIn(lines).find((line) => 'UnreachableAudiences' in line)?.UnreachableAudiences,
  failing: eventsIn(lines).find((line) => 'FailingContacts' in line)?.FailingContacts,
})

describe('watch-contacts', () => {
  it('measures nothing wrong while every desk has a contact that works', async () => {
    const { lines, watch } = await createIt()
    await watch()
    expect(healthIn(lines)).toEqual({ unreachable: 0, failing: 0 })
  })

  it('counts a contact that fails, and the audience once none of its contacts works', async () => {
    const off = { channel: 'email', address: 'off@police.harbour', enabled: false }
    const duty = [
      { channel: 'email', address: 'one@police.harbour' },
      { channel: 'sms', address: '+447911123456' },
      off,
    ]
    const { contacts, lines, watch, idOf } = await createIt(duty)
    await contacts.markFailing(await idOf('one@police.harbour'), clock().toISOString(), 'bounce')
    await contacts.markFailing(await idOf('off@police.harbour'), clock().toISOString(), 'bounce')
    await watch()
    expect(healthIn(lines)).toEqual({ unreachable: 0, failing: 1 })
    lines.length = 0
    await contacts.markFailing(await idOf('+447911123456'), clock().toISOString(), 'text invalid')
    await watch()
    expect(healthIn(lines)).toEqual({ unreachable: 1, failing: 2 })
    expect(eventsIn(lines)).toContainEqual(
      expect.objectContaining({ event: 'audience.unreachable', desk: 'division-p', kind: 'duty' }),
    )
  })

  it('counts every audience before any contact was put', async () => {
    const lines: string[] = []
    const log = createLog('in-memory', clock, (line) => lines.push(line))
    await createWatchContacts({ ...notifyingPorts().ports, contacts: createFakeContacts(clock), log })()
    expect(healthIn(lines)).toEqual({ unreachable: desks.length * 2 + 1, failing: 0 })
  })
})

describe('supervisors', () => {
  const duty = [
    { channel: 'email', address: 'one@police.harbour' },
    { channel: 'sms', address: '+447911123456' },
  ]
  type Made = Awaited<ReturnType<typeof createIt>>
  const fail = async ({ contacts, time, idOf }: Made, address: string) =>
    contacts.markFailing(await idOf(address), time.at.toISOString(), 'bounce')
  const pass = ({ time }: Made, minutes: number) => {
    time.at = new Date(time.at.getTime() + minutes * 60_000)
  }
  const notifiedIn = ({ alertDigests }: Made) =>
    [...alertDigests.kept.values()].map(({ audience, text }) => `${audience.desk} ${audience.recipients}: ${text}`)

  it('are notified once when contacts of their desk begin to fail, by channel and without an address', async () => {
    const made = await createIt(duty)
    await fail(made, 'one@police.harbour')
    await made.watch()
    await made.watch()
    expect(notifiedIn(made)).toEqual([
      'division-p supervisor: Harbour: a contact of your desk cannot be reached: email https://console.example.org/',
    ])
    const [supervisor] = await made.contacts.ofAudience({ desk: 'division-p', recipients: 'supervisor' })
    expect(made.deliveries.sent.map(({ delivery }) => delivery)).toEqual([
      { kind: 'digest', digestId: 'digest-1', contactId: supervisor?.contactId, tried: 0 },
    ])
    await fail(made, '+447911123456')
    await made.watch()
    expect(notifiedIn(made)).toHaveLength(2)
    expect(JSON.stringify([...made.alertDigests.kept.values(), made.lines])).not.toMatch(/police\.harbour|\+44/)
  })

  it('hear of two that fail together in one message', async () => {
    const made = await createIt(duty)
    for (const { address } of duty) await fail(made, address)
    await made.watch()
    const once = [expect.stringContaining('cannot be reached: email and 1 more https')]
    expect(notifiedIn(made)).toEqual(once)
    await made.watch()
    expect(notifiedIn(made)).toEqual(once)
  })

  it('hear of a contact that was reached and fails again, and at most once a day', async () => {
    const made = await createIt(duty)
    await fail(made, 'one@police.harbour')
    await made.watch()
    pass(made, 1)
    await made.contacts.markWorking(await made.idOf('one@police.harbour'), made.time.at.toISOString())
    pass(made, 1)
    await fail(made, 'one@police.harbour')
    await made.watch()
    expect(notifiedIn(made)).toHaveLength(1)
    pass(made, 24 * 60 - 2)
    await made.watch()
    expect(notifiedIn(made)).toHaveLength(2)
    pass(made, 24 * 60)
    await made.watch()
    expect(notifiedIn(made)).toHaveLength(2)
  })

  it('are notified again when the first message could not be sent', async () => {
    const made = await createIt(duty)
    await fail(made, 'one@police.harbour')
    const log = createLog('in-memory', clock, () => undefined)
    const deliveries = { send: () => Promise.reject(new Error('SQS is down')) }
    const { contacts, alertDigests, time } = made
    const broken = { ...notifyingPorts().ports, alertDigests, deliveries, now: () => time.at, contacts, log }
    await expect(createWatchContacts(broken)()).rejects.toThrow('SQS is down')
    await made.watch()
    expect(made.deliveries.sent).toHaveLength(1)
  })

  it('of duty control hear of supervisors whom nobody reaches, and its officers of those; operators by their alarm', async () => {
    const made = await createIt(duty)
    const all = await made.contacts.all()
    const idsOf = (desk: string, recipients: string) =>
      all.flatMap(({ audience, contactId }) =>
        audience.desk === desk && audience.recipients === recipients ? contactId : [],
      )
    const failing = [
      ...idsOf('outside-scotland', 'supervisor'),
      ...idsOf('duty-control', 'supervisor'),
      ...idsOf('operators', 'duty'),
    ]
    expect(failing).toHaveLength(3)
    for (const contactId of failing) await made.contacts.markFailing(contactId, clock().toISOString(), 'bounce')
    await made.watch()
    expect(notifiedIn(made).toSorted()).toEqual([
      'duty-control duty: Harbour: a contact of your desk cannot be reached: email https://console.example.org/',
      'duty-control supervisor: Harbour: a contact of outside-scotland supervisor cannot be reached: email https://console.example.org/',
    ])
  })

  it('read one SMS of the GSM 7-bit alphabet, whatever fails and however long the link', () => {
    const link = `https://${'c'.repeat(longestLink - 9)}/`
    for (const audience of contactAudiences) {
      const notified = notifiedOf(audience)
      if (notified === undefined) continue
      for (const many of [[...channels], ...channels.map((channel) => [channel])]) {
        const { text } = toFailingWords({ failing: audience, notified }, many, link)
        expect(text).toMatch(/^[A-Za-z0-9 .:/_-]{1,160}$/)
      }
    }
  })
})
