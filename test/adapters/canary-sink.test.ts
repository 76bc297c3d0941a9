import { expect, it } from 'vitest'
import { withSink } from '../../shared/adapters/canary-sink.ts'
import { contactAudiences, sink } from '../../shared/domain/contact.ts'
import { createFakeContacts } from '../fakes/contacts.ts'
import { oneContactEach } from '../kit/contacts.ts'

const people = createFakeContacts(() => new Date(), oneContactEach)
const contacts = withSink(people)

it('the canaries have the sink and nobody else, whatever contacts there are', async () => {
  expect(await contacts.ofAudience(sink.audience)).toEqual([sink])
  expect(await contacts.find(sink.contactId)).toBe(sink)
})

it('people have the contacts that they had, and the sink is none of them', async () => {
  for (const audience of contactAudiences) {
    expect(await contacts.ofAudience(audience)).toEqual(await people.ofAudience(audience))
  }
  expect(await contacts.all()).toEqual(oneContactEach)
})

it('a canary does not arrive where the contacts cannot be read', async () => {
  const broken = withSink({ ...people, ofAudience: async () => Promise.reject(new Error('the table is not there')) })
  await expect(broken.ofAudience(sink.audience)).rejects.toThrow('the table is not there')
})
