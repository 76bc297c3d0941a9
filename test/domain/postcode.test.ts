import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFull, anyPostcode, everyDistrict, parse, read } from './postcodes.ts'

/** What a person, a keyboard or a form puts between characters and that is no letter or digit. */
const anySeparator = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  '  ',
  '-',
  '.',
  ', ',
  '\t',
  '\n',
  '\u00a0',
  '\u200b',
  '\u00ad',
  '_',
  '?',
  '🙂',
)

/** Any case, and anything that is no letter or digit before, after and between the characters of a full postcode. */
const anyTyping = (full: string): fc.Arbitrary<string> => {
  const characters = [...full.replace(' ', '')]
  const typed = fc.tuple(
    ...characters.map((character) => fc.tuple(anySeparator, fc.constantFrom(character, character.toLowerCase()))),
  )
  return fc.tuple(typed, anySeparator).map(([pairs, end]) => pairs.flat().join('') + end)
}

describe('a postcode', () => {
  test('a postcode is read as it is written', () => {
    expect(everyDistrict.length).toBeGreaterThan(2800)
    for (const district of everyDistrict) {
      expect(read(district)).toBe(district)
      expect(read(`${district} 1AA`)).toBe(`${district} 1AA`)
      expect(read(`${district}1AA`.toLowerCase())).toBe(`${district} 1AA`)
      expect(read(`${district} 1`)).toBe(`${district} 1`)
    }
  })

  test('a full postcode is read in any case, with any spaces and punctuation', () => {
    const typed = anyFull.chain((full) => fc.tuple(fc.constant(full), anyTyping(full)))
    fc.assert(
      fc.property(typed, ([full, text]) => {
        expect(read(text)).toBe(full)
      }),
      { numRuns: 2000 },
    )
  })

  // A random test found that G63KK was read as G6 3, a sector of no district, and that then as the district G63.
  test('a sector of no district is not read as a district by leaving out its space', () => {
    expect(read('G63KK')).toBe('G6 3')
    expect(read('G6 3')).toBe('G6 3')
  })

  test('a postcode that was read is read as the same again', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'KYEHGSWIO0123456789 -ATD'), maxLength: 12 })
    fc.assert(
      fc.property(fc.oneof(anyPostcode, letters), (text) => {
        const once = read(text)
        if (once !== undefined) expect(read(once)).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })

  test('any text at all is read without a fault, with a postcode or none', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'KYEHGIO01 2-?КΥ\ud800'), maxLength: 60 }),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        const postcode = parse(text)
        if (postcode !== undefined) expect(postcode.district).toMatch(/^[A-Z]{1,2}[0-9][0-9A-Z]?$/)
      }),
      { numRuns: 3000 },
    )
  })
})
