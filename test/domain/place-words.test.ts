import { describe, expect, test } from 'vitest'
import { findPlace, type Place } from '../../shared/domain/place.ts'

const unknown: Place = { kind: 'unknown' }

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
    ['Western Isles Council', 'N'],
    ['eilean siar', 'N'],
    ['s12000046', 'G'],
    ['Aberdeen', 'A'],
    ['Aberdeenshire', 'A'],
  ])('the council %j is in division %s', (council, division) => {
    expect(findPlace({ council })).toEqual({ kind: 'division', division, share: 1, by: 'council' })
  })

  test.each([
    '',
    'council',
    'unknown',
    'Lothian',
    'Carlisle',
    'S12000099',
    'S12000043',
    'Fifе',
    'жFife',
    'constructor',
  ])('%j is no council that the data names', (council) => {
    expect(findPlace({ council })).toEqual(unknown)
  })
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
  ])('the country %s is outside Scotland', (country) => {
    expect(findPlace({ country }).kind).toBe('outside-scotland')
  })

  test.each(['Germany', 'Türkiye', 'Turkiye', 'Bosnia and Herzegovina', 'Jersey', 'Isle of Man', 'Poland', 'NG'])(
    'the country %s is outside Scotland',
    (country) => {
      expect(findPlace({ country }).kind).toBe('outside-scotland')
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
  ])('the country %j may be Scotland', (country) => {
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
  ])('%j is no known country, so the place is unknown', (country) => {
    expect(findPlace({ country })).toEqual(unknown)
  })
})
