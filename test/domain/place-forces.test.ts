import { describe, expect, test } from 'vitest'
import { findPlace } from '../../shared/domain/place.ts'
import { forceDistricts, linesOf, namesOf, sumOf } from './place-files.ts'

describe('the police force outside Scotland', () => {
  const outside = forceDistricts.filter(({ district }) => !/^(TD|DG)\d/.test(district))

  test('each of 2,410 districts outside Scotland names the force that has .95 of it, or as many as together have that', () => {
    expect(outside).toHaveLength(2410)
    for (const { district, parts } of outside) {
      const place = { kind: 'outside-scotland', forces: namesOf(parts) }
      expect(findPlace({ postcode: district }), district).toEqual(place)
      expect(findPlace({ postcode: `${district} 1AA` }), district).toEqual(place)
    }
  })

  test('2,207 districts outside Scotland name one force alone', () => {
    expect(outside.filter(({ share }) => share >= 0.95)).toHaveLength(2207)
    const alone = outside.filter(({ district }) => {
      const place = findPlace({ postcode: district })
      return place.kind === 'outside-scotland' && place.forces?.length === 1
    })
    expect(alone).toHaveLength(2207)
  })

  test('a district that the data does not know names no force', () => {
    const letters = [...new Set(outside.map(({ district }) => district.replace(/\d.*/, '')))]
    expect(letters).toHaveLength(104)
    for (const area of letters) {
      const missing = [...Array(99).keys()]
        .reverse()
        .find((number) => !outside.some((each) => each.district === `${area}${number}`))
      expect(findPlace({ postcode: `${area}${missing} 1AA` }), area).toEqual({ kind: 'outside-scotland' })
    }
  })

  test('the forces cover 1,582,710 postcodes of England and Wales beside those of the Scottish districts', () => {
    expect(sumOf(outside.map(({ count }) => count))).toBe(1_582_710)
  })

  test('the force is PSNI for all of Northern Ireland, and their own in Jersey, Guernsey and the Isle of Man', () => {
    for (const line of linesOf('other_areas.tsv').slice(1)) {
      const [area = '', country = '', force = ''] = line.split('\t')
      const place = { kind: 'outside-scotland', forces: [force] }
      expect(findPlace({ postcode: `${area}1 1AA` }), area).toEqual(place)
      expect(findPlace({ postcode: `${area}82` }), area).toEqual(place)
      expect(findPlace({ country }), country).toEqual(place)
    }
    expect(findPlace({ postcode: 'BT1 5GS' })).toEqual({ kind: 'outside-scotland', forces: ['PSNI'] })
  })
})

describe('the councils', () => {
  const councils = linesOf('council_division.tsv').map((line) => line.split('\t'))

  test('every council is known by code and by name', () => {
    for (const [code = '', name = '', division] of councils) {
      const place = { kind: 'division', division, share: 1, by: 'council' }
      expect(findPlace({ council: code }), code).toEqual(place)
      expect(findPlace({ council: name }), name).toEqual(place)
    }
  })

  test('every council is known by other names and earlier codes, none of which is a code or name of another council', () => {
    for (const line of linesOf('council_other_names.tsv').slice(1)) {
      const [other = '', code = ''] = line.split('\t')
      expect(councils.some(([current, name]) => other === current || other === name)).toBe(false)
      expect(findPlace({ council: other }), other).toEqual(findPlace({ council: code }))
      expect(findPlace({ council: other }).kind).toBe('division')
    }
  })
})
