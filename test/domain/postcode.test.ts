import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Postcode, parsePostcode, writePostcode } from '../../shared/domain/postcode.ts'
import { isKnownDistrict } from '../../shared/domain/postcode-table.ts'
import { districts, forceDistricts, sectors } from './place-files.ts'

const parse = (text: string): Postcode | undefined => parsePostcode(text, isKnownDistrict)
const read = (text: string): string | undefined => {
  const postcode = parse(text)
  return postcode === undefined ? undefined : writePostcode(postcode)
}

const everyDistrict = [
  ...new Set([...districts.map(({ name }) => name), ...forceDistricts.map((each) => each.district)]),
]

const anyUnit = fc
  .tuple(...[0, 1].map(() => fc.constantFrom(...'ABDEFGHJLNPQRSTUWXYZ')))
  .map((letters) => letters.join(''))
const anyFull = fc
  .tuple(fc.constantFrom(...everyDistrict), fc.constantFrom(...'0123456789'), anyUnit)
  .map(([district, sector, unit]) => `${district} ${sector}${unit}`)
const anyPostcode = fc.oneof(
  anyFull,
  fc.constantFrom(...everyDistrict),
  fc.constantFrom(...sectors).map(({ name }) => name),
)

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
  test('is read as it is written', () => {
    expect(everyDistrict.length).toBeGreaterThan(2800)
    for (const district of everyDistrict) {
      expect(read(district)).toBe(district)
      expect(read(`${district} 1AA`)).toBe(`${district} 1AA`)
      expect(read(`${district}1AA`.toLowerCase())).toBe(`${district} 1AA`)
      expect(read(`${district} 1`)).toBe(`${district} 1`)
    }
  })

  test('in full is read in any case, with any spaces and punctuation', () => {
    const typed = anyFull.chain((full) => fc.tuple(fc.constant(full), anyTyping(full)))
    fc.assert(
      fc.property(typed, ([full, text]) => {
        expect(read(text)).toBe(full)
      }),
      { numRuns: 2000 },
    )
  })

  test('as it is written once read is read as the same again', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'KYEHGSWIO0123456789 -ATD'), maxLength: 12 })
    fc.assert(
      fc.property(fc.oneof(anyPostcode, letters), (text) => {
        const once = read(text)
        if (once !== undefined) expect(read(once)).toBe(once)
      }),
      { numRuns: 3000 },
    )
  })

  test('is found, or not, in any text at all without a fault', () => {
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

describe('the letters O and I and the digits 0 and 1', () => {
  const alike: Readonly<Record<string, string>> = { O: '0', I: '1', 0: 'O', 1: 'I' }

  /** Every way to exchange some of the look-alikes of a text. */
  const exchanges = (text: string): readonly string[] =>
    [...text].reduce<readonly string[]>(
      (typed, character) => {
        const other = alike[character]
        return typed.flatMap((start) =>
          other === undefined ? [start + character] : [start + character, start + other],
        )
      },
      [''],
    )

  test('count by position in every full postcode that there is, whichever of them are exchanged', () => {
    let looked = 0
    for (const district of everyDistrict) {
      for (const sector of ['0', '1']) {
        for (const typed of exchanges(`${district} ${sector}`)) {
          looked += 1
          const full = `${district} ${sector}AA`
          if (read(`${typed}AA`) !== full) expect.fail(`${typed}AA is read as ${read(`${typed}AA`)}`)
          const compact = `${typed}aa`.replace(' ', '')
          if (read(compact) !== full) expect.fail(`${compact} is read as ${read(compact)}`)
        }
      }
    }
    expect(looked).toBeGreaterThan(19_000)
  })

  test.each([
    ['KYI IAA', 'KY1 1AA'],
    ['kyl 1aa', undefined],
    ['EHIO 4AA', 'EH10 4AA'],
    ['1V1 1AA', 'IV1 1AA'],
    ['EHI2', 'EH12'],
    ['EHI2 4', 'EH12 4'],
    ['KYI', undefined],
    ['NI', undefined],
    ['no one', undefined],
    ['so', undefined],
    ['101', undefined],
    ['0101', undefined],
    ['07700 900123', undefined],
    // No number begins with 0 or ends with I, and there is no SO1, S1 or KY91 to be read instead.
    ['S01 1AA', undefined],
    ['KY9I 1AA', undefined],
  ])('%j is read as %j', (text, postcode) => {
    expect(read(text)).toBe(postcode)
  })

  test('never stand in the last two letters, so these are not exchanged', () => {
    expect(read('KY1 1A0')).toBeUndefined()
    expect(read('KY1 11A')).toBeUndefined()
    expect(read('KY1 1OA')).toBe('KY1 1')
  })
})

describe('a letter that is not A to Z', () => {
  const lookalikes: Readonly<Record<string, readonly string[]>> = {
    A: ['А', 'Α', 'Á', 'A\u0301'],
    B: ['В', 'Β'],
    C: ['С', 'Ç'],
    E: ['Е', 'Ε', 'É'],
    G: ['Ԍ', 'Ğ'],
    H: ['Н', 'Η'],
    I: ['І', 'Ι', 'ı'],
    K: ['К', 'Κ'],
    M: ['М', 'Μ'],
    N: ['Ν', 'Ñ'],
    O: ['О', 'Ο', 'Ø'],
    P: ['Р', 'Ρ'],
    S: ['Ѕ', 'Ş'],
    T: ['Т', 'Τ'],
    W: ['Ԝ'],
    X: ['Х', 'Χ'],
    Y: ['У', 'Υ', 'Ý'],
    Z: ['Ζ', 'Ž'],
    1: ['١', '१'],
    0: ['٠', '०'],
    5: ['٥'],
  }

  test('makes a postcode unknown, wherever it stands and whatever is between the characters', () => {
    const typed = anyFull
      .filter((full) => [...full].some((character) => character in lookalikes))
      .chain((full) => {
        const characters = [...full.replace(' ', '')]
        const at = fc.constantFrom(...characters.keys()).filter((index) => (characters[index] ?? '') in lookalikes)
        const spaces = fc.array(fc.constantFrom('', '', ' '), {
          minLength: characters.length,
          maxLength: characters.length,
        })
        const other = at.chain((index) =>
          fc.tuple(fc.constant(index), fc.constantFrom(...(lookalikes[characters[index] ?? ''] ?? []))),
        )
        return fc.tuple(other, spaces, fc.constantFrom('', '12 High Street, ')).map(
          ([[index, letter], between, address]) =>
            address +
            characters
              .with(index, letter)
              .map((character, each) => character + (between[each] ?? ''))
              .join(''),
        )
      })
    fc.assert(
      fc.property(typed, (text) => {
        expect(read(text)).toBeUndefined()
      }),
      { numRuns: 3000 },
    )
  })

  test('makes it unknown beside a whole postcode too', () => {
    expect(read('KY1 1AAé')).toBeUndefined()
    expect(read('éKY1 1AA')).toBeUndefined()
  })

  test('does no harm in another word of the address', () => {
    expect(read('12 Sràid na h-Eaglaise, Port Rìgh IV51 9DT')).toBe('IV51 9DT')
    expect(read('Café Ünal, Leith, EH6 7AA')).toBe('EH6 7AA')
  })

  test('is a letter of A to Z when it is only wider or bolder', () => {
    expect(read('ＫＹ１ １ＡＡ')).toBe('KY1 1AA')
    expect(read('𝐊𝐘𝟏 𝟏𝐀𝐀')).toBe('KY1 1AA')
  })
})

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

  test('is found in full, wherever it stands', () => {
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
  ])('%j holds %s', (text, postcode) => {
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
  ])('%j holds none that can be told: %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
