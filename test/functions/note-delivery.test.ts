import { describe, expect, it } from 'vitest'
import { createNoteDelivery } from '../../functions/note-delivery/handler.ts'
import { createLog } from '../../shared/lambda/log.ts'
import { entriesOf } from '../contracts/contacts.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { fileWith } from '../kit/contacts-file.ts'
import { emailEvent, telephoneEvent } from '../kit/delivery-events.ts'

const clock = () => new Date('2026-11-27T12:00:00.000Z')

const createIt = async () => {
  const contacts = createFakeContacts(clock)
  const lines: string[] = []
  const log = createLog('in-memory', clock, (line) => lines.push(line))
  await contacts.put(entriesOf(fileWith('division-p', [{ channel: 'email', address: 'one@police.harbour' }])))
  const idOf = async (address: string) =>
    (await contacts.all()).find((contact) => contact.address === address)?.contactId ?? ''
  return { contacts, lines, idOf, note: createNoteDelivery({ contacts, log }) }
}

const ofContact = <Event extends { readonly detail: object }>(event: Event, contactId: string): Event =>
  JSON.parse(JSON.stringify(event).replaceAll('contact-1', contactId))
const eventsIn = (lines: readonly string[]) => lines.map((line) => JSON.parse(line))

describe('note-delivery', () => {
  it('marks a contact that bounced, and one that was reached later, however often it hears it', async () => {
    const { contacts, note, idOf } = await createIt()
    const contactId = await idOf('one@police.harbour')
    const bounced = ofContact(emailEvent('Bounce', { bounce: { bounceType: 'Permanent' } }), contactId)
    await note(bounced)
    await note(bounced)
    expect(await contacts.failing()).toMatchObject([{ contact: { contactId }, cause: 'bounce, permanent' }])
    await note(ofContact(emailEvent('Delivery', {}, '2026-11-27T12:05:00Z'), contactId))
    await note(bounced)
    expect(await contacts.failing()).toEqual([])
  })

  it('logs the contact by its id, and no address or number', async () => {
    const { lines, note } = await createIt()
    await note(emailEvent('Bounce', { bounce: { bounceType: 'Permanent' } }))
    await note(telephoneEvent('TEXT_INVALID'))
    await note(telephoneEvent('TEXT_PENDING'))
    expect(eventsIn(lines)).toMatchObject([
      { event: 'contact.failed', contactId: 'contact-1', outcome: 'bounce, permanent' },
      { event: 'contact.failed', contactId: 'contact-1', outcome: 'text invalid' },
    ])
    expect(lines.join()).not.toMatch(/@|\+44/)
  })
})
