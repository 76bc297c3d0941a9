import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { transformSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { placeDataSource } from '../../scripts/generate-place-data.ts'
import { findPlace, type Place } from '../../shared/domain/place.ts'
import {
  areas,
  countIn,
  districts,
  exceptions,
  forceDistricts,
  linesOf,
  namesOf,
  sectors,
  sumOf,
} from './place-files.ts'

/** Where a report is sent: `P`, or `elsewhere:Northumbria`. */
const whereOf = (place: Place): string => {
  if (place.kind === 'division') return place.division
  return place.kind === 'unknown' ? 'nowhere' : `elsewhere:${place.forces?.[0]}`
}

const whereIs = (postcode: string): string => whereOf(findPlace({ postcode }))

describe('the table of places', () => {
  const source = readFileSync(new URL('../../shared/domain/place-data.ts', import.meta.url), 'utf8')

  test('the table of places is what the generator makes of data/', () => {
    expect(source).toBe(placeDataSource())
  })

  test('the table of places is under 18 KB when minified, and under 9 KB when zipped', () => {
    const { code } = transformSync(source, { loader: 'ts', minify: true })
    expect(code.length).toBeLessThan(18_000)
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(9_000)
  })

  test('the table of places is made of as many rows as data/README.md says', () => {
    expect([districts.length, sectors.length, exceptions.length]).toEqual([454, 1142, 1066])
    expect(forceDistricts).toHaveLength(2415)
    expect(linesOf('council_division.tsv')).toHaveLength(32)
    expect(linesOf('council_other_names.tsv').slice(1)).toHaveLength(7)
    expect(linesOf('other_areas.tsv').slice(1)).toHaveLength(4)
  })
})

describe('the data agrees with itself', () => {
  test('the parts of an area are sorted and add up to 1', () => {
    for (const { name, parts } of areas) {
      const shares = parts.map(([, share]) => share)
      expect(Math.abs(sumOf(shares) - 1), name).toBeLessThan(0.0003)
      expect(shares, name).toEqual(shares.toSorted((one, other) => other - one))
    }
    for (const { district, parts } of forceDistricts) {
      const shares = parts.map(([, share]) => share)
      expect(Math.abs(sumOf(shares) - 1), district).toBeLessThan(0.003)
      expect(shares, district).toEqual(shares.toSorted((one, other) => other - one))
    }
  })

  test('the sectors of a district have its postcodes, and the exceptions of a sector are its shares', () => {
    for (const { name, count, parts } of districts) {
      const own = sectors.filter((each) => each.name.startsWith(`${name} `))
      expect(sumOf(own.map((each) => each.count)), name).toBe(count)
      for (const [where, share] of parts) {
        const there = own.map((sector) => countIn(sector, where))
        expect(Math.abs(sumOf(there) / count - share), `${name} in ${where}`).toBeLessThan(0.00006)
      }
    }
    for (const sector of sectors) {
      for (const [where, share] of sector.parts) {
        expect(Math.abs(countIn(sector, where) / sector.count - share), sector.name).toBeLessThan(0.00006)
      }
    }
  })

  test('both tables say the same of the five districts on both sides of the border', () => {
    const inBoth = forceDistricts.filter(({ district }) => districts.some(({ name }) => name === district))
    expect(inBoth.map(({ district }) => district)).toEqual(['DG16', 'TD5', 'TD9', 'TD12', 'TD15'])
    for (const { district, parts } of inBoth) {
      const scottish = districts
        .find(({ name }) => name === district)
        ?.parts.map(([where, share]) => {
          const force = where.startsWith('elsewhere:') ? where.slice('elsewhere:'.length) : 'Police Scotland'
          return [force, Math.round(share * 1000) / 1000]
        })
      expect(scottish, district).toEqual(parts)
    }
  })
})

describe('where a report is sent', () => {
  test('every district and sector goes where most of it lies, with its share, and names what else it may be', () => {
    for (const { name, level, parts } of areas) {
      const [most = '', ...others] = namesOf(parts).map((where) => where.replace('elsewhere:', ''))
      const share = parts[0]?.[1]
      const by = level === 'sector' ? 'sector' : 'district'
      const expected = parts[0]?.[0].startsWith('elsewhere:')
        ? { kind: 'outside-scotland', forces: [most, ...others.map(() => 'Police Scotland')] }
        : { kind: 'division', division: most, share, by, ...(others.length > 0 ? { alsoPossible: others } : {}) }
      expect(findPlace({ postcode: name }), name).toEqual(expected)
    }
  })

  test('every unit that lies otherwise than its sector goes where the list says, and surely', () => {
    expect(exceptions.length).toBeGreaterThan(1000)
    for (const { sector, where, unit } of exceptions) {
      const place = findPlace({ postcode: `${sector}${unit}` })
      expect(whereOf(place), sector + unit).toBe(where)
      if (place.kind === 'division') expect(place).toMatchObject({ share: 1, by: 'unit' })
      expect(place).not.toHaveProperty('alsoPossible')
    }
  })

  test('every other unit goes where most of its sector lies', () => {
    const letters = [...'ABDEFGHJLNPQRSTUWXYZ']
    const every = letters.flatMap((first) => letters.map((second) => first + second))
    let looked = 0
    for (const { name, most } of sectors) {
      const listed = new Set(exceptions.filter(({ sector }) => sector === name).map(({ unit }) => unit))
      for (const unit of listed.size > 0 ? every : ['AA', 'ZZ']) {
        if (listed.has(unit)) continue
        looked += 1
        if (whereIs(`${name}${unit}`) !== most) expect.fail(`${name}${unit} does not lie in ${most}`)
      }
    }
    expect(looked).toBeGreaterThan(30_000)
  })

  test('of 162,095 postcodes none goes wrong in full, 1,066 by their sector alone, 1,825 by their district alone', () => {
    const wrong = { unit: 0, sector: 0, district: 0 }
    for (const sector of sectors) {
      const { name, most } = sector
      const own = exceptions.filter((each) => each.sector === name)
      const bySector = whereIs(name)
      const byDistrict = whereIs(name.replace(/ .*/, ''))
      const others = countIn(sector, most)
      for (const { where, unit } of own) {
        if (whereIs(`${name}${unit}`) !== where) wrong.unit += 1
        if (bySector !== where) wrong.sector += 1
        if (byDistrict !== where) wrong.district += 1
      }
      if (bySector !== most) wrong.sector += others
      if (byDistrict !== most) wrong.district += others
    }
    expect(sumOf(sectors.map(({ count }) => count))).toBe(162_095)
    expect(wrong).toEqual({ unit: 0, sector: 1066, district: 1825 })
  })

  test('all 641 English postcodes of Scottish districts go outside Scotland, and no Scottish one does', () => {
    const isEnglish = (where: string) => where.startsWith('elsewhere:')
    const listed = exceptions.filter(({ where }) => isEnglish(where))
    const bySector = sectors.filter(({ most }) => isEnglish(most))
    expect(listed.length + sumOf(bySector.map((sector) => countIn(sector, sector.most)))).toBe(641)
    for (const { sector, unit } of listed) expect(whereIs(`${sector}${unit}`)).toMatch(/^elsewhere/)
    for (const { sector, unit, where } of exceptions) {
      if (!isEnglish(where)) expect(whereIs(`${sector}${unit}`), `${sector}${unit}`).not.toMatch(/^elsewhere/)
    }
    expect(bySector.map(({ name }) => name)).toEqual(['TD15 1', 'TD15 2', 'TD15 9'])
  })

  test('69 districts and 85 sectors lie in several places, and 44 are less than .95 sure', () => {
    const split = (some: typeof areas) => some.filter(({ parts }) => parts.length > 1).length
    const unsure = areas.filter(({ parts }) => (parts[0]?.[1] ?? 0) < 0.95)
    expect([split(districts), split(sectors), unsure.length]).toEqual([69, 85, 44])
  })

  test('a district that does not hold a sector answers for it', () => {
    for (const { name } of districts) {
      const digits = [...'0123456789'].filter((digit) => !sectors.some((each) => each.name === `${name} ${digit}`))
      for (const digit of digits) {
        expect(findPlace({ postcode: `${name} ${digit}AA` }), name + digit).toEqual(findPlace({ postcode: name }))
      }
    }
  })
})
