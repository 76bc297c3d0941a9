import { describe, expect, test } from 'vitest'
import { readForm, type StoredForm, versionOf } from '../../shared/domain/stored-forms.ts'

const named = {
  report: '',
  'log page': '',
  'sealed text': '',
  closings: '',
  'drill of a desk': '',
  'queue message': '',
  shelf: '',
  digest: '',
  'alert digest': '',
  'turns of an address': '',
  'delivery message': '',
  contact: '',
  'contacts in force': '',
  'mark of a contact': '',
} satisfies Record<StoredForm, string>
const names = Object.keys(named) as StoredForm[]

describe.each(names)('a stored %s', (form) => {
  test('is read in the version that this release writes', () => {
    expect(readForm(form, { ...versionOf(form), hash: 'a' })).toEqual({ hash: 'a' })
  })

  test('of a later version is refused by that version', () => {
    expect(() => readForm(form, { v: 99, hash: 'a' })).toThrow(`stored ${form} has version 99; this release reads 1`)
  })

  test.each([undefined, null, '1', 1.5, [1], 'kestrel', 'constructor'])('with the version %j is refused', (v) => {
    expect(() => readForm(form, { v, hash: 'a' })).toThrow(`stored ${form} has no version`)
  })
})
