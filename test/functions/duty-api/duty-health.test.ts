import { describe, expect, it } from 'vitest'
import type { DeskContacts } from '../../../shared/contract/answers/desk-contacts.ts'
import { entriesOf } from '../../contracts/contacts.ts'
import { tokenOf } from '../../fakes/officer-tokens.ts'
import { fileWith } from '../../kit/contacts-file.ts'
import { given } from '../../kit/given.ts'
import { createHarbourInMemory } from '../../kit/harbour.ts'

const operator = tokenOf('operator-1', 'operators')
const duty = [
  { channel: 'email', address: 'one@police.harbour' },
  { channel: 'sms', address: '+447911123456', enabled: false },
]

const createIt = async () => {
  const harbour = createHarbourInMemory()
  await harbour.contacts.put(entriesOf(fileWith('division-p', duty)))
  const health = (token: string | undefined) => harbour.duty('GET /duty/health', 'none', { token })
  const idOf = async (address: string) =>
    (await harbour.contacts.all()).find((contact) => contact.address === address)?.contactId ?? ''
  return { harbour, health, idOf }
}

describe('the health of contacts', () => {
  it('says nothing while every desk can be reached', async () => {
    const { health } = await createIt()
    expect(await health(operator)).toMatchObject({
      status: 200,
      body: { oldestOverdueSeconds: 0, unreachable: [], failing: [] },
    })
  })

  it('says to operators which contact fails and which audience nobody hears for, without an address', async () => {
    const { harbour, health, idOf } = await createIt()
    const contactId = await idOf('one@police.harbour')
    const at = '2026-11-27T12:00:00.000Z'
    await harbour.contacts.markFailing(contactId, at, 'bounce, permanent')
    await harbour.contacts.markFailing(await idOf('+447911123456'), at, 'text invalid')
    const { body } = await health(operator)
    expect(body).toEqual({
      oldestOverdueSeconds: 0,
      unreachable: [{ desk: 'division-p', recipients: 'duty' }],
      failing: [
        { contactId, desk: 'division-p', recipients: 'duty', channel: 'email', at, cause: 'bounce, permanent' },
      ],
    })
    expect(JSON.stringify(body)).not.toMatch(/@|\+44/)
  })

  it('says to operators how long a report has waited unseen', async () => {
    const { harbour, health } = await createIt()
    await given.receivedReport({ in: harbour })
    harbour.advance(4)
    expect(await health(operator)).toMatchObject({ body: { oldestOverdueSeconds: 180 } })
  })

  it('is refused to officers of a desk, to whoever is in no group, and to strangers', async () => {
    const { health } = await createIt()
    for (const token of [tokenOf('officer-1', 'division-p'), tokenOf('nobody')]) {
      expect(await health(token)).toMatchObject({ status: 403, body: { code: 'not-an-operator' } })
    }
    expect(await health(undefined)).toMatchObject({ status: 401 })
  })

  it('is all that an operator may see: no report is listed to them', async () => {
    const { harbour } = await createIt()
    const reply = await harbour.duty('GET /duty/reports', 'none', { token: operator })
    expect(reply).toMatchObject({ status: 403, body: { code: 'no-desk' } })
  })
})

it('the contacts of a desk that fail are said to its supervisors by channel and cause, without an address', async () => {
  const { harbour } = await createIt()
  const at = '2026-11-24T12:00:00.000Z'
  for (const { contactId, audience } of await harbour.contacts.all()) {
    if (['division-p', 'division-e'].includes(audience.desk) && audience.recipients === 'duty') {
      await harbour.contacts.markFailing(contactId, at, 'bounce, permanent')
    }
  }
  const token = tokenOf('supervisor-1', 'supervisor-division-p')
  const { body } = await harbour.duty('GET /duty/contacts', 'none', { token })
  expect(body as DeskContacts).toEqual({
    desk: 'division-p',
    at,
    unreachable: ['duty'],
    failing: [{ recipients: 'duty', channel: 'email', at, cause: 'bounce, permanent' }],
  })
  expect(JSON.stringify(body)).not.toMatch(/@|\+44/)
})
