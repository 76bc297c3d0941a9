import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPlace, type Place } from '../../shared/domain/place.ts'
import { areas } from './place-files.ts'

const fife = { kind: 'division', division: 'P', share: 1 }
const inKy1 = { ...fife, by: 'district' }
const borders = { kind: 'division', division: 'J', share: 0.9921, by: 'district' }
const outside: Place = { kind: 'outside-scotland' }
const cumbria: Place = { kind: 'outside-scotland', forces: ['Cumbria'] }
const unknown: Place = { kind: 'unknown' }

describe('a postcode as a person types it', () => {
  test.each([
    ['KY1 1XX', 'unit'],
    ['ky1 1xx', 'unit'],
    ['KY11AA', 'unit'],
    ['KY1 1', 'sector'],
    ['KY11 1', 'sector'],
    ['KY111', 'sector'],
    ['ky111aa', 'unit'],
    ['  Ky11-1aa. ', 'unit'],
    ['K Y 1 1 1 A A', 'unit'],
    ['KY 1 1', 'sector'],
    ['(KY1,1AA)', 'unit'],
    ['ＫＹ１１ １ＡＡ', 'unit'],
    ['KY1\u00a01AA', 'unit'],
    ['KY11', 'district'],
    ['KY 11', 'district'],
    ['ky1', 'district'],
    ['KY1 ***', 'district'],
    ['KY1 9AA', 'district'],
  ])('the postcode %j is in Fife by its %s', (postcode, by) => {
    expect(findPlace({ postcode })).toEqual({ ...fife, by })
  })

  test('KY1 1 is a sector of KY1, and KY11 is a district', () => {
    expect(findPlace({ postcode: 'KY1 3' })).toMatchObject({ by: 'sector' })
    expect(findPlace({ postcode: 'KY13' })).toEqual({ kind: 'division', division: 'D', share: 0.9851, by: 'district' })
    expect(findPlace({ postcode: 'KY131AA' })).toMatchObject({ division: 'D', by: 'district' })
    expect(findPlace({ postcode: 'KY13AA' })).toEqual({ ...fife, by: 'unit' })
  })

  test.each([
    ['G69', 'Q', 0.5545, 'district', ['G']],
    ['G69 0', 'Q', 0.9945, 'sector', undefined],
    ['G69 0AA', 'Q', 1, 'unit', undefined],
    ['G69 7', 'G', 0.6484, 'sector', ['Q']],
    ['G69 7AA', 'G', 1, 'unit', undefined],
    ['G69 7FJ', 'Q', 1, 'unit', undefined],
    ['G69 3AA', 'Q', 0.5545, 'district', ['G']],
    ['G69 7OO', 'G', 0.6484, 'sector', ['Q']],
    ['ML12 6', 'Q', 0.8453, 'sector', ['J', 'V']],
    ['TD12', 'J', 0.5907, 'district', ['Northumbria']],
    ['EH6', 'E', 1, 'district', undefined],
  ])(
    'the postcode %s lies in division %s, with %d of its postcodes, by its %s',
    (postcode, division, share, by, alsoPossible) => {
      const place = { kind: 'division', division, share, by }
      expect(findPlace({ postcode })).toEqual(alsoPossible === undefined ? place : { ...place, alsoPossible })
    },
  )

  test.each([
    'CA1 1AA',
    'CA1',
    'ca11aa',
    'SW1A 1AA',
    'EC1A1BB',
    'M1 1AE',
    'BT1 1AA',
    'CF10 1AA',
    'JE2 3AB',
    'NE1 4',
    'L1',
    'TD15 2AA',
  ])('the postcode %s is outside Scotland', (postcode) => {
    expect(findPlace({ postcode }).kind).toBe('outside-scotland')
  })

  test.each([
    '',
    ' ',
    'unknown',
    'KY',
    'KY98 1AA',
    'XX1 1AA',
    'BX1 1LT',
    'GIR 0AA',
    'QQ11',
    'KY1 1AAA',
    '12345',
    '1KY 1AA',
  ])('the postcode %j counts as unknown', (postcode) => {
    expect(findPlace({ postcode })).toEqual(unknown)
  })

  test.each(['KY98', 'PA81', 'EH0', 'DG99'])(
    '%s, a Scottish district that the data does not know, leaves it to the council and else is unknown, even against a country',
    (district) => {
      const postcode = `${district} 6AA`
      expect(findPlace({ postcode })).toEqual(unknown)
      expect(findPlace({ postcode, country: 'England' })).toEqual(unknown)
      expect(findPlace({ postcode, council: 'Argyll & Bute' })).toMatchObject({ division: 'L', by: 'council' })
    },
  )
})

describe('the order of looking up', () => {
  test.each<[string, Parameters<typeof findPlace>[0], unknown]>([
    ['nothing at all is unknown', undefined, unknown],
    ['an empty location is unknown', {}, unknown],
    ['a postcode wins over a council', { postcode: 'KY1 1AA', council: 'Highland' }, { ...fife, by: 'unit' }],
    ['a Scottish postcode wins over England', { postcode: 'KY1 1AA', country: 'England' }, { ...fife, by: 'unit' }],
    ['a postcode elsewhere wins over Scotland', { postcode: 'CA1 1AA', country: 'Scotland' }, cumbria],
    ['a postcode elsewhere wins over a council', { postcode: 'CA1 1AA', council: 'Fife' }, cumbria],
    ['a misspelt postcode leaves it to the council', { postcode: 'KYI', council: 'Fife' }, { ...fife, by: 'council' }],
    ['a misspelt postcode leaves it to the country', { postcode: 'KYI', country: 'Wales' }, outside],
    [
      'a council decides between the divisions of a district',
      { postcode: 'G69', council: 'Glasgow' },
      { kind: 'division', division: 'G', share: 1, by: 'council' },
    ],
    [
      'a country decides where a district lies on both sides of the border',
      { postcode: 'TD15', country: 'Scotland' },
      { kind: 'division', division: 'J', share: 1, by: 'country' },
    ],
    [
      'a country decides nothing between two divisions',
      { postcode: 'G69', country: 'Scotland' },
      { kind: 'division', division: 'Q', share: 0.5545, by: 'district', alsoPossible: ['G'] },
    ],
    ['a council adds nothing to what is sure', { postcode: 'KY1 1AA', council: 'Fife' }, { ...fife, by: 'unit' }],
    ['another country decides nothing in such a district', { postcode: 'TD9', country: 'Wales' }, borders],
    ['the whole kingdom decides nothing in such a district', { postcode: 'TD9', country: 'UK' }, borders],
    ['a country decides nothing on one side of the border', { postcode: 'KY1', country: 'England' }, inKy1],
    ['a council wins over a country', { council: 'Fife', country: 'England' }, { ...fife, by: 'council' }],
    ['a council that is not known leaves it to the country', { council: 'Kent', country: 'England' }, outside],
  ])('%s', (_rule, location, place) => {
    expect(findPlace(location)).toEqual(place)
  })

  test('any text at all has a place, the same one each time', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'KYEHGPATD0123456789 -AZ') }),
      fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800'),
    )
    const anyLocation = fc.record({ postcode: anyText, council: anyText, country: anyText }, { requiredKeys: [] })
    fc.assert(
      fc.property(anyLocation, (location) => {
        const place = findPlace(location)
        expect(['division', 'outside-scotland', 'unknown']).toContain(place.kind)
        expect(findPlace({ ...location })).toEqual(place)
      }),
      { numRuns: 500 },
    )
  })

  test('a place never depends on case or on spaces around', () => {
    fc.assert(
      fc.property(fc.constantFrom(...areas), fc.constantFrom('AA', 'ZZ', ''), ({ name }, end) => {
        const postcode = name.includes(' ') ? name + end : name
        expect(findPlace({ postcode: ` ${postcode.toLowerCase()}\n` })).toEqual(findPlace({ postcode }))
      }),
    )
  })
})
