import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeDataSource } from '../../scripts/generate-place-data.ts'
import { findPlace, type Place } from '../../shared/domain/place.ts'

const rowsOf = (file: string, separator: string) =>
  readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(separator))

const areas = rowsOf('postcode_division.csv', ',')
  .slice(1)
  .map(([name = '', level, , division, share]) => ({
    name,
    place: { kind: 'division', division, share: Number(share), by: level === 'sector' ? 'sector' : 'district' },
  }))
const councils = rowsOf('council_division.tsv', '\t').map(([code = '', name = '', division]) => ({
  code,
  name,
  place: { kind: 'division', division, share: 1, by: 'council' },
}))
const scottish = new Set(areas.map(({ name }) => name.replace(/\d.*/, '')))
const elsewhere = rowsOf('uk_postcode_areas.tsv', '\t').flatMap(([area = '']) =>
  area === 'postcode_area' || scottish.has(area) ? [] : [area],
)

const fife = { kind: 'division', division: 'P', share: 1 }
const outside: Place = { kind: 'outside-scotland' }
const unknown: Place = { kind: 'unknown' }

describe('the table of places', () => {
  const source = readFileSync(new URL('../../shared/domain/place-data.ts', import.meta.url), 'utf8')

  test('is what the generator makes of data/', () => {
    expect(source).toBe(placeDataSource())
  })

  test('is under 25 KB when minified', () => {
    expect(transformSync(source, { loader: 'ts', minify: true }).code.length).toBeLessThan(25_000)
  })

  test('holds every district and sector of the data, with its division and share', () => {
    expect(areas).toHaveLength(435 + 942)
    for (const { name, place } of areas) expect(findPlace({ postcode: name }), name).toEqual(place)
  })

  test('gives a full postcode the place of its sector', () => {
    for (const { name, place } of areas.filter((each) => each.name.includes(' '))) {
      expect(findPlace({ postcode: `${name}AA` }), name).toEqual(place)
      expect(findPlace({ postcode: `${name}AA`.replace(' ', '').toLowerCase() }), name).toEqual(place)
    }
  })

  test('holds every council by code and by name', () => {
    expect(councils).toHaveLength(32)
    for (const { code, name, place } of councils) {
      expect(findPlace({ council: code }), code).toEqual(place)
      expect(findPlace({ council: name }), name).toEqual(place)
    }
  })

  test('knows every other postcode area as elsewhere', () => {
    expect(elsewhere).toHaveLength(124 - 16)
    for (const area of elsewhere) expect(findPlace({ postcode: `${area}1 1AA` }), area).toEqual(outside)
  })
})

describe('a postcode as a person types it', () => {
  test.each([
    ['KY1 1XX', 'sector'],
    ['ky1 1xx', 'sector'],
    ['KY11AA', 'sector'],
    ['KY1 1', 'sector'],
    ['KY11 1', 'sector'],
    ['KY111', 'sector'],
    ['ky111aa', 'sector'],
    ['  Ky11-1aa. ', 'sector'],
    ['K Y 1 1 1 A A', 'sector'],
    ['KY 1 1', 'sector'],
    ['(KY1,1AA)', 'sector'],
    ['ＫＹ１１ １ＡＡ', 'sector'],
    ['KY1\u00a01AA', 'sector'],
    ['KY11', 'district'],
    ['KY 11', 'district'],
    ['ky1', 'district'],
    ['KY1 ***', 'district'],
    ['KY1 9AA', 'district'],
  ])('%j is in Fife by its %s', (postcode, by) => {
    expect(findPlace({ postcode })).toEqual({ ...fife, by })
  })

  test('KY1 1 is a sector of KY1, and KY11 is a district', () => {
    expect(findPlace({ postcode: 'KY1 3' })).toMatchObject({ by: 'sector' })
    expect(findPlace({ postcode: 'KY13' })).toEqual({ kind: 'division', division: 'D', share: 0.9903, by: 'district' })
    expect(findPlace({ postcode: 'KY131AA' })).toMatchObject({ division: 'D', by: 'district' })
    expect(findPlace({ postcode: 'KY13AA' })).toEqual({ ...fife, by: 'sector' })
  })

  test.each([
    ['G69', 'G', 0.5104, 'district'],
    ['G69 0AA', 'Q', 1, 'sector'],
    ['G69 7AA', 'G', 0.7174, 'sector'],
    ['G69 8AA', 'Q', 0.8587, 'sector'],
    ['G69 1AA', 'G', 0.5104, 'district'],
    ['PA38 4AA', 'L', 0.6095, 'sector'],
    ['EH6', 'E', 1, 'district'],
    ['TD12 4AA', 'J', 1, 'sector'],
    ['TD15 1AA', 'J', 1, 'sector'],
    ['TD15', 'J', 1, 'district'],
  ])('%s lies in division %s, with %d of its residents, by its %s', (postcode, division, share, by) => {
    expect(findPlace({ postcode })).toEqual({ kind: 'division', division, share, by })
  })

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
  ])('%s is outside Scotland', (postcode) => {
    expect(findPlace({ postcode })).toEqual(outside)
  })

  test.each([
    '',
    ' ',
    'unknown',
    'KY',
    'KY99 1AA',
    'XX1 1AA',
    'BX1 1LT',
    'GIR 0AA',
    'QQ11',
    'KY1 1AAA',
    '12345',
    'KYI IAA',
    '1KY 1AA',
  ])('%j counts as unknown', (postcode) => {
    expect(findPlace({ postcode })).toEqual(unknown)
  })

  test.each(['PA62', 'PA63', 'PA68', 'PA69', 'PA71', 'PA74', 'PH30', 'PH43', 'PH44'])(
    '%s, which the data does not hold, falls back to the council and else is unknown, even against a country',
    (district) => {
      const postcode = `${district} 6AA`
      expect(findPlace({ postcode })).toEqual(unknown)
      expect(findPlace({ postcode, country: 'England' })).toEqual(unknown)
      expect(findPlace({ postcode, council: 'Argyll & Bute' })).toMatchObject({ division: 'L', by: 'council' })
    },
  )
})

describe('a council as a person types it', () => {
  test.each([
    ['s12000047', 'P'],
    ['S12 000 047', 'P'],
    ['FIFE', 'P'],
    ['Fife Council', 'P'],
    ['perth & kinross', 'D'],
    ['Perth and Kinross Council', 'D'],
    ['Perth&Kinross', 'D'],
    ['Argyll  and  Bute', 'L'],
    ['Edinburgh', 'E'],
    ['City of Glasgow', 'G'],
    ['The Scottish Borders', 'J'],
    ['Orkney', 'N'],
    ['na h-eileanan siar', 'N'],
    ['Na h\u2011Eileanan Siar', 'N'],
    ['Aberdeen', 'A'],
    ['Aberdeenshire', 'A'],
  ])('%j is in division %s', (council, division) => {
    expect(findPlace({ council })).toEqual({ kind: 'division', division, share: 1, by: 'council' })
  })

  test.each(['', 'council', 'unknown', 'Lothian', 'Carlisle', 'S12000099', 'Western Isles', 'constructor'])(
    '%j is not one that the data names',
    (council) => {
      expect(findPlace({ council })).toEqual(unknown)
    },
  )
})

describe('a country as a person types it', () => {
  test.each([
    'England',
    'ENGLAND',
    'wales',
    'Northern Ireland',
    'N.Ireland',
    'GB-ENG',
    'Ireland',
    'France',
    'FR',
    'usa',
    'U.S.A.',
  ])('%s is outside Scotland', (country) => {
    expect(findPlace({ country })).toEqual(outside)
  })

  test.each(['Germany', 'Türkiye', 'Turkiye', 'Bosnia and Herzegovina', 'Jersey', 'Isle of Man', 'Poland', 'NG'])(
    '%s is outside Scotland',
    (country) => {
      expect(findPlace({ country })).toEqual(outside)
    },
  )

  test.each([
    '',
    'Scotland',
    ' scotland ',
    'SCOTLAND',
    'GB-SCT',
    'gb-sct',
    'UK',
    'GB',
    'U.K.',
    'United Kingdom',
    'Great Britain',
  ])('%j may be Scotland', (country) => {
    expect(findPlace({ country })).toEqual(unknown)
  })

  test.each([
    'unknown',
    'Scotlnad',
    'n/a',
    'No',
    'Scotland, UK',
    'Unknown Region',
    'ZZ',
    'European Union',
    'SC',
    'here',
  ])('%j is no known country, so it is unknown', (country) => {
    expect(findPlace({ country })).toEqual(unknown)
  })
})

describe('the order of looking up', () => {
  test.each<[string, Parameters<typeof findPlace>[0], unknown]>([
    ['nothing at all is unknown', undefined, unknown],
    ['an empty location is unknown', {}, unknown],
    ['a postcode wins over a council', { postcode: 'KY1 1AA', council: 'Highland' }, { ...fife, by: 'sector' }],
    ['a Scottish postcode wins over England', { postcode: 'KY1 1AA', country: 'England' }, { ...fife, by: 'sector' }],
    ['a postcode elsewhere wins over Scotland', { postcode: 'CA1 1AA', country: 'Scotland' }, outside],
    ['a postcode elsewhere wins over a council', { postcode: 'CA1 1AA', council: 'Fife' }, outside],
    ['a misspelt postcode leaves it to the council', { postcode: 'KYI', council: 'Fife' }, { ...fife, by: 'council' }],
    ['a misspelt postcode leaves it to the country', { postcode: 'KYI', country: 'Wales' }, outside],
    ['a council wins over a country', { council: 'Fife', country: 'England' }, { ...fife, by: 'council' }],
    ['a council that is not known leaves it to the country', { council: 'Kent', country: 'England' }, outside],
  ])('%s', (_rule, location, place) => {
    expect(findPlace(location)).toEqual(place)
  })

  test('gives a place for any text at all, the same one each time', () => {
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

  test('never depends on case or on spaces around', () => {
    fc.assert(
      fc.property(fc.constantFrom(...areas), fc.constantFrom('AA', 'ZZ', ''), ({ name }, end) => {
        const postcode = name.includes(' ') ? name + end : name
        expect(findPlace({ postcode: ` ${postcode.toLowerCase()}\n` })).toEqual(findPlace({ postcode }))
      }),
    )
  })
})
