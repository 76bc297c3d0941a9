import { describe, expect, it } from 'vitest'
import { type ContactEntry, contactAudiences, toVersion, unreachableAudiences } from '../../shared/domain/contact.ts'

const entryOf = (address: string, more: Partial<ContactEntry> = {}): ContactEntry => ({
  audience: { desk: 'division-p', recipients: 'duty' },
  channel: 'email',
  address,
  isEnabled: true,
  ...more,
})

describe('a version of contacts', () => {
  let count = 0
  const newId = () => {
    count += 1
    return `new-${count}`
  }

  it('keeps the id of a contact that was there before, also when it is switched off', () => {
    const [before] = toVersion([entryOf('a@police.harbour')], [], newId)
    if (before === undefined) throw new Error('no contact')
    const after = toVersion([entryOf('a@police.harbour', { isEnabled: false })], [before], newId)
    expect(after).toEqual([{ ...before, isEnabled: false }])
  })

  it('gives a new id to whoever is new, or is reached otherwise', () => {
    const before = toVersion([entryOf('a@police.harbour')], [], newId)
    const others = [
      entryOf('b@police.harbour'),
      entryOf('a@police.harbour', { channel: 'webhook' }),
      entryOf('a@police.harbour', { secretName: 'other' }),
      entryOf('a@police.harbour', { audience: { desk: 'division-p', recipients: 'supervisor' } }),
    ]
    const ids = [...before, ...toVersion(others, before, newId)].map(({ contactId }) => contactId)
    expect(new Set(ids).size).toBe(5)
  })
})

describe('audiences', () => {
  it('are both of each desk, and the operators', () => {
    expect(contactAudiences).toHaveLength(16 * 2 + 1)
    expect(contactAudiences.at(-1)).toEqual({ desk: 'operators', recipients: 'duty' })
  })

  it('are unreachable without a contact that is enabled', () => {
    const entries = contactAudiences.map((audience) => entryOf('a@police.harbour', { audience }))
    expect(unreachableAudiences(entries)).toEqual([])
    const [first, ...others] = entries
    if (first === undefined) throw new Error('no audience')
    expect(unreachableAudiences(others)).toEqual([first.audience])
    expect(unreachableAudiences([{ ...first, isEnabled: false }, ...others])).toEqual([first.audience])
  })
})
