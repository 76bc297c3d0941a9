import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFull, everyDistrict, read } from './postcodes.ts'

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

  test('O and 0, and I and 1, count by position in every full postcode that there is, whichever of them are exchanged', () => {
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
  ])('the text %j is read as the postcode %j', (text, postcode) => {
    expect(read(text)).toBe(postcode)
  })

  test('O, I, 0 and 1 never stand in the last two letters, so these are not exchanged', () => {
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

  test('a letter that is not A to Z makes a postcode unknown, wherever it stands and whatever is between the characters', () => {
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

  test('a letter that is not A to Z makes a postcode that it touches unknown', () => {
    expect(read('KY1 1AAé')).toBeUndefined()
    expect(read('éKY1 1AA')).toBeUndefined()
  })

  test('a letter that is not A to Z does no harm in another word of the address', () => {
    expect(read('12 Sràid na h-Eaglaise, Port Rìgh IV51 9DT')).toBe('IV51 9DT')
    expect(read('Café Ünal, Leith, EH6 7AA')).toBe('EH6 7AA')
  })

  test('a letter that is only wider or bolder is a letter of A to Z', () => {
    expect(read('ＫＹ１ １ＡＡ')).toBe('KY1 1AA')
    expect(read('𝐊𝐘𝟏 𝟏𝐀𝐀')).toBe('KY1 1AA')
  })
})
