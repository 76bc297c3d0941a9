import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacter, inFours, parseFollowUpCode, parseReference, toBase32 } from '../../shared/domain/reference.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const anyText = (length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((each) => each.join(''))
const anyReportId = anyText(11).map((text) => text + checkCharacter(text))

/** Spells a text as a person might: other case, hyphens, spaces, and the letters that look like 0 and 1. */
const spelt = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...[...text].map((character) => {
        const looks = character === '0' ? ['0', 'O', 'o'] : character === '1' ? ['1', 'I', 'i', 'L', 'l'] : [character]
        return fc.tuple(
          fc.constantFrom(...looks, ...looks.map((each) => each.toLowerCase())),
          fc.constantFrom('', '', '-', ' ', '\t', ' - '),
        )
      }),
    )
    .map((supplements) => ` ${supplements.flat().join('')}`)

describe('base 32', () => {
  test.each([
    [[0xff], 1, 'Z'],
    [[0x08], 1, '1'],
    [[0x00, 0x40], 3, '010'],
    [[0xff, 0xff, 0xff, 0xff, 0xff], 8, 'ZZZZZZZZ'],
    [[0x01], 5, '0'],
  ])('the bytes %j in %d characters of base 32 are %s', (bytes, length, text) => {
    expect(toBase32(Uint8Array.from(bytes), length)).toBe(text)
  })

  test('base 32 is the number that the bytes hold, 5 bits a character', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
        const digits = Array.from({ length: 16 }, (_, index) => Number((number >> BigInt(75 - 5 * index)) & 31n))
        expect(toBase32(bytes, 16)).toBe(digits.map((digit) => alphabet[digit]).join(''))
      }),
    )
  })
})

test('a reference is written in fours', () => {
  expect(inFours('7F3K9QWX2M4C')).toBe('7F3K-9QWX-2M4C')
  expect(inFours('7F3K9')).toBe('7F3K-9')
  expect(inFours('')).toBe('')
})

describe('a reference as a person types it', () => {
  test('a reference is understood in every spelling that is forgiven', () => {
    const anySpelling = anyReportId.chain((reportId) => fc.tuple(fc.constant(reportId), spelt(reportId)))
    fc.assert(
      fc.property(anySpelling, ([reportId, text]) => {
        expect(parseReference(text)).toBe(reportId)
      }),
    )
    fc.assert(
      fc.property(anyReportId, (reportId) => {
        expect(parseReference(inFours(reportId))).toBe(reportId)
      }),
    )
  })

  test('a reference with any one character changed is refused', () => {
    fc.assert(
      fc.property(anyReportId, (reportId) => {
        for (const [place, right] of [...reportId].entries()) {
          for (const wrong of [...alphabet].filter((each) => each !== right)) {
            expect(parseReference(reportId.slice(0, place) + wrong + reportId.slice(place + 1))).toBeUndefined()
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  test('a reference with two unlike neighbours swapped is refused, but for 0 and Z', () => {
    const swap = fc.tuple(anyReportId, fc.nat({ max: 10 })).filter(([id, at]) => {
      const pair = [id[at], id[at + 1]].sort().join('')
      return id[at] !== id[at + 1] && pair !== '0Z'
    })
    fc.assert(
      fc.property(swap, ([id, at]) => {
        const swapped = `${id.slice(0, at)}${id[at + 1]}${id[at]}${id.slice(at + 2)}`
        expect(parseReference(swapped)).toBeUndefined()
      }),
    )
  })

  test('a reference that is too short, too long, or has a character that is none of ours is refused', () => {
    fc.assert(
      fc.property(anyReportId, (reportId) => {
        expect(parseReference(reportId.slice(1))).toBeUndefined()
        expect(parseReference(`${reportId}0`)).toBeUndefined()
        expect(parseReference(`${reportId.slice(0, 11)}U`)).toBeUndefined()
        expect(parseReference(`${reportId.slice(0, 11)}*`)).toBeUndefined()
      }),
    )
    expect(parseReference('')).toBeUndefined()
  })

  test('any text at all is read as a reference of 12 characters or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseReference(text) ?? '0'.repeat(12)).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
      }),
    )
  })
})

describe('a follow-up code as a person types it', () => {
  test('a follow-up code is understood in every spelling that is forgiven', () => {
    const anySpelling = anyText(16).chain((code) => fc.tuple(fc.constant(code), spelt(code)))
    fc.assert(
      fc.property(anySpelling, ([code, text]) => {
        expect(parseFollowUpCode(text)).toBe(code)
      }),
    )
  })

  test.each(['', '7F3K-9QWX-2M4C', '7F3K-9QWX-2M4C-7F3KX', '7F3K-9QWX-2M4C-7F3U'])(
    '%j cannot be a follow-up code',
    (text) => {
      expect(parseFollowUpCode(text)).toBeUndefined()
    },
  )
})
