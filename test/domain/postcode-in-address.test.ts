import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFull, read } from './postcodes.ts'

describe('a postcode inside an address', () => {
  const words = fc.array(
    fc.constantFrom(
      'Flat',
      '2/1',
      '12',
      'High',
      'Street,',
      'Kirkcaldy',
      'Fife',
      'old',
      '\n',
      'Scotland',
      'unit',
      'no',
      '1st',
    ),
    {
      maxLength: 6,
    },
  )

  test('a full postcode is found wherever it stands in an address', () => {
    fc.assert(
      fc.property(words, anyFull, words, (before, full, after) => {
        const typed = [
          ...before,
          full.toLowerCase(),
          ...after.filter((word) => !/^(Flat|Street,|1st|unit)$/.test(word)),
        ].join(' ')
        expect(read(typed)).toBe(full)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['12 High St, Kirkcaldy KY1 1XX', 'KY1 1XX'],
    ['12 High St, Kirkcaldy, KY11XX, Scotland', 'KY1 1XX'],
    ['12 High St, Kirkcaldy KYI 1XX', 'KY1 1XX'],
    ['12 High St, Kirkcaldy KY1 IXX', 'KY1 1XX'],
    ['postcode: eh6 7aa', 'EH6 7AA'],
    ['EH6 7AA (my mum, EH6 7AA)', 'EH6 7AA'],
    ['1 M1 1AE', 'M1 1AE'],
    ['Kirkcaldy, KY98 1AA (of no district)', 'KY98 1AA'],
    ['KY98 1AA, now KY1 1XX', 'KY1 1XX'],
  ])('the address %j holds the postcode %s', (text, postcode) => {
    expect(read(text)).toBe(postcode)
  })

  test.each([
    ['EH6 7AA or KY1 1XX', 'two postcodes'],
    ['KY98 1AA or KY97 1AA', 'two postcodes of no district'],
    ['near the M8', 'a road'],
    ['Flat E1, 2nd floor', 'a flat and a floor'],
    ['Flat G1, 3rd Floor, Leith', 'a flat and a floor'],
    ['G1 Old Mill', 'a flat and a name'],
    ['12 High Street, Kirkcaldy', 'no postcode'],
    ['Kirkcaldy KY1', 'a district alone, which could be anything else in a sentence'],
    ['KY1 1XXL', 'a word that is too long'],
  ])('the text %j holds no postcode that is certain: %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
