import { beforeEach, describe, expect, it } from 'vitest'
import { parseContactsFile } from '../../shared/contract/contacts-file.ts'
import type { ContactEntry } from '../../shared/domain/contact.ts'
import type { Contacts, ContactVersion, ContactVersions } from '../../shared/ports/contacts.ts'
import { completeFile, fileWith } from '../kit/contacts-file.ts'

const start = Date.parse('2026-11-27T12:00:00.000Z')

/** Returns an instant some seconds after the suite's start. */
export const second = (count: number): Date => new Date(start + count * 1000)

/** Returns the entries of a file that has no problem. */
export const entriesOf = (file: unknown): readonly ContactEntry[] => {
  const parsed = parseContactsFile(file, 'prod')
  if (!parsed.ok) throw new Error(parsed.problems.join('; '))
  return parsed.entries
}

const fife = { desk: 'division-p', recipients: 'duty' } as const
const email = (address: string) => ({ channel: 'email', address })

/** What the register of contacts does, fake or real. */
export const describeContacts = (
  name: string,
  create: (now: () => Date) => Promise<Contacts & ContactVersions>,
): void => {
  describe(`contacts in ${name}`, () => {
    const clock = { at: second(0) }
    let contacts: Contacts & ContactVersions
    beforeEach(async () => {
      clock.at = second(0)
      contacts = await create(() => clock.at)
    })

    const put = async (file: unknown): Promise<ContactVersion> => {
      const made = await contacts.put(entriesOf(file))
      if (made === 'conflict') throw new Error('conflict')
      return made
    }

    it('have no version and reach nobody before any were put', async () => {
      expect(await contacts.findCurrent()).toEqual({ version: undefined, putAt: undefined, contacts: [] })
      expect(await contacts.ofAudience(fife)).toEqual([])
      expect(await contacts.find('nobody')).toBeUndefined()
      expect(await contacts.failing()).toEqual([])
    })

    it('are found by their audience, without those that are switched off, and by their id with them', async () => {
      const off = { ...email('off@police.harbour'), enabled: false }
      const hook = { channel: 'webhook', address: 'https://hooks.police.harbour/', secret: 'fife' }
      const { contacts: made } = await put(fileWith('division-p', [email('on@police.harbour'), off, hook]))
      expect(made).toHaveLength(35)
      const found = await contacts.ofAudience(fife)
      expect(found.map(({ address }) => address).toSorted()).toEqual([
        'https://hooks.police.harbour/',
        'on@police.harbour',
      ])
      expect(found.find(({ channel }) => channel === 'webhook')).toMatchObject({ secretName: 'fife', isEnabled: true })
      const ids = made.map(({ contactId }) => contactId)
      expect(new Set(ids).size).toBe(35)
      for (const contact of made) expect(await contacts.find(contact.contactId)).toEqual(contact)
      expect((await contacts.all()).toSorted(byId)).toEqual(made.toSorted(byId))
    })

    it('are replaced as a whole within a minute, and keep the ids of whoever stays', async () => {
      const before = await put(fileWith('division-p', [email('a@police.harbour'), email('b@police.harbour')]))
      const idOf = ({ contacts: all }: ContactVersion, address: string) =>
        all.find((contact) => contact.address === address)?.contactId ?? ''
      await contacts.ofAudience(fife)
      clock.at = second(5)
      const after = await put(fileWith('division-p', [email('b@police.harbour'), email('c@police.harbour')]))
      expect(after.putAt).toBe(second(5).toISOString())
      expect(after.version).not.toBe(before.version)
      clock.at = second(60)
      const found = await contacts.ofAudience(fife)
      expect(found.map(({ address }) => address).toSorted()).toEqual(['b@police.harbour', 'c@police.harbour'])
      expect(idOf(after, 'b@police.harbour')).toBe(idOf(before, 'b@police.harbour'))
      expect(await contacts.find(idOf(before, 'a@police.harbour'))).toBeUndefined()
      expect((await contacts.findCurrent()).contacts).toHaveLength(34)
    })

    it('that were put a moment ago are found by their id at once', async () => {
      await put(completeFile())
      await contacts.ofAudience(fife)
      const { contacts: made } = await put(fileWith('division-p', [email('new@police.harbour')]))
      const fresh = made.find(({ address }) => address === 'new@police.harbour')
      expect(await contacts.find(fresh?.contactId ?? '')).toEqual(fresh)
    })

    it('fail from a failure until something later reached them, whatever order the news comes in', async () => {
      const { contacts: made } = await put(completeFile())
      const [contact] = made
      const { contactId } = contact ?? { contactId: '' }
      const at = (count: number) => second(count).toISOString()
      await contacts.markWorking(contactId, at(1))
      expect(await contacts.failing()).toEqual([])
      await contacts.markFailing(contactId, at(10), 'bounce permanent')
      await contacts.markFailing(contactId, at(5), 'delayed')
      await contacts.markWorking(contactId, at(9))
      expect(await contacts.failing()).toEqual([{ contact, at: at(10), cause: 'bounce permanent', isNotified: false }])
      await contacts.markWorking(contactId, at(11))
      await contacts.markFailing(contactId, at(10), 'bounce permanent')
      expect(await contacts.failing()).toEqual([])
      await contacts.markFailing(contactId, at(12), 'complaint')
      expect(await contacts.failing()).toEqual([{ contact, at: at(12), cause: 'complaint', isNotified: false }])
    })

    it('say once for each failing whether somebody was told, and when last', async () => {
      const { contacts: made } = await put(completeFile())
      const { contactId } = made[0] ?? { contactId: '' }
      const at = (count: number) => second(count).toISOString()
      await contacts.markNotified(contactId, at(1))
      await contacts.markFailing(contactId, at(10), 'delayed')
      expect(await contacts.failing()).toMatchObject([{ isNotified: false }])
      await contacts.markNotified(contactId, at(11))
      await contacts.markFailing(contactId, at(12), 'bounce permanent')
      expect(await contacts.failing()).toMatchObject([{ at: at(12), isNotified: true, notifiedAt: at(11) }])
      await contacts.markWorking(contactId, at(13))
      await contacts.markNotified(contactId, at(14))
      await contacts.markFailing(contactId, at(15), 'delayed')
      expect(await contacts.failing()).toMatchObject([{ at: at(15), isNotified: false, notifiedAt: at(11) }])
    })

    it('keep failing over a new version, and stop when they are taken out', async () => {
      const file = fileWith('division-p', [email('a@police.harbour'), email('b@police.harbour')])
      const { contacts: made } = await put(file)
      const failing = made.find(({ address }) => address === 'a@police.harbour')
      await contacts.markFailing(failing?.contactId ?? '', second(1).toISOString(), 'rejected')
      await put(fileWith('division-p', [email('a@police.harbour'), email('c@police.harbour')]))
      clock.at = second(60)
      expect((await contacts.failing()).map(({ contact }) => contact.address)).toEqual(['a@police.harbour'])
      await put(fileWith('division-p', [email('b@police.harbour')]))
      clock.at = second(120)
      expect(await contacts.failing()).toEqual([])
    })

    it('may be a hundred at one desk', async () => {
      const many = Array.from({ length: 100 }, (_, index) =>
        email(`officer-${index}@${'long-'.repeat(10)}name.harbour`),
      )
      await put(fileWith('division-p', many))
      expect(await contacts.ofAudience(fife)).toHaveLength(100)
    })
  })
}

const byId = (one: { readonly contactId: string }, other: { readonly contactId: string }): number =>
  one.contactId < other.contactId ? -1 : 1
