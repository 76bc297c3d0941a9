import { type Division, divisions } from './desk.ts'
import { forceAreas, forces, otherAreas, scottishAreas } from './place-data.ts'
import type { Postcode } from './postcode.ts'

/** A division, or a police force outside Scotland, with its part of some postcodes: above 0, at most 1. */
export type Part = { readonly share: number } & ({ readonly division: Division } | { readonly force: string })

/** Where the postcodes of a unit, sector or district lie, most of them first. */
export interface Lying {
  readonly by: 'unit' | 'sector' | 'district'
  readonly parts: readonly Part[]
}

interface Sector {
  readonly parts: readonly Part[]
  /** Units that lie otherwise than most of the sector. */
  readonly units: ReadonlyMap<string, Part>
}

interface District {
  readonly parts: readonly Part[]
  readonly sectors: ReadonlyMap<string, Sector>
}

const isDivision = (text: string): text is Division => Object.hasOwn(divisions, text)

/** Returns the force that two small letters stand for. */
const forceOf = (code: string): string =>
  forces[(code.charCodeAt(0) - 97) * 26 + code.charCodeAt(1) - 97] ?? 'an unknown force'

const partForm = /^([A-Z]|[a-z]{2})(\.\d+)?([A-Z]*)$/

/** Reads `D.9636,C.0364PUQB`: the parts, and which units lie in another than the first. */
const readSector = (text: string): Sector => {
  const read = text.split(',').map((each) => {
    const [, place = '', share = '1', units = ''] = partForm.exec(each) ?? []
    const of = isDivision(place) ? { division: place } : { force: forceOf(place) }
    return { part: { ...of, share: Number(share) }, units: units.match(/../g) ?? [] }
  })
  const units = read.flatMap(({ part, units }) => units.map((unit) => [unit, { ...part, share: 1 }] as const))
  return { parts: read.map(({ part }) => part), units: new Map(units) }
}

/** Reads one district, without its number. @see ./place-data.ts */
const readDistrict = (text: string): District => {
  const [, lying = '', alike = '', unlike = ''] = /^([^:]+):(\d*)(.*)$/.exec(text) ?? []
  const { parts } = readSector(lying)
  const whole: Sector = { parts: parts.slice(0, 1).map((part) => ({ ...part, share: 1 })), units: new Map() }
  const sectors = [
    ...[...alike].map((digit) => [digit, whole] as const),
    ...unlike
      .split('-')
      .slice(1)
      .map((each) => [each.slice(0, 1), readSector(each.slice(1))] as const),
  ]
  return { parts, sectors: new Map(sectors) }
}

/** Cuts the number from a district, which is read when it is asked for: to read all of EH takes 2 ms. */
const cutNumber = (token: string): readonly [number: string, text: string] => {
  const [number = ''] = /^\d+/.exec(token) ?? []
  return [number, token.slice(number.length)]
}

/** Reads `acab1-3,5`: the districts, each with its forces. */
const readForces = (token: string): ReadonlyArray<readonly [number: string, names: readonly string[]]> => {
  const [, codes = '', ranges = ''] = /^([a-z]+)(.+)$/.exec(token) ?? []
  const names = (codes.match(/../g) ?? []).map(forceOf)
  return ranges.split(',').flatMap((range) => {
    const [first = '', last = first] = range.split('-')
    if (first === last) return [[first, names] as const]
    const length = Number(last) - Number(first) + 1
    return Array.from({ length }, (_, index) => [String(Number(first) + index), names] as const)
  })
}

/** Makes a lookup whose table of an area is read when the area is first asked for; an area of no table has none. */
const byArea = <Entry>(
  areas: Readonly<Record<string, string>>,
  read: (token: string) => ReadonlyArray<readonly [string, Entry]>,
) => {
  const tables = new Map<string, ReadonlyMap<string, Entry>>()
  return (area: string): ReadonlyMap<string, Entry> | undefined => {
    const text = Object.hasOwn(areas, area) ? areas[area] : undefined
    if (text === undefined) return undefined
    const table = tables.get(area) ?? new Map(text.split(' ').flatMap((token) => [...read(token)]))
    tables.set(area, table)
    return table
  }
}

const scottishDistricts = byArea(scottishAreas, (token) => [cutNumber(token)])
const forceDistricts = byArea(forceAreas, readForces)

const numberOf = ({ area, district }: Postcode): string => district.slice(area.length)

const otherAreaOf = ({ area }: Postcode) => otherAreas.find((each) => each.area === area)

/** True when the postcode's area has Scottish districts. Those of DG and TD reach into England. */
export const isScottishArea = ({ area }: Postcode): boolean => Object.hasOwn(scottishAreas, area)

/** True when the data knows the postcode's district, or its area where no districts are known: BT, GY, IM and JE. */
export const isKnownDistrict = (postcode: Postcode): boolean =>
  (scottishDistricts(postcode.area) ?? forceDistricts(postcode.area))?.has(numberOf(postcode)) ??
  otherAreaOf(postcode) !== undefined

/**
 * Returns where a postcode of a Scottish area lies. In full it is exact: the unit's own place where it is listed, else
 * the one of most of its sector.
 *
 * @returns undefined when the district is not known
 */
export const findLying = (postcode: Postcode): Lying | undefined => {
  const text = scottishDistricts(postcode.area)?.get(numberOf(postcode))
  if (text === undefined) return undefined
  const district = readDistrict(text)
  const sector = postcode.sector === undefined ? undefined : district.sectors.get(postcode.sector)
  if (sector === undefined) return { by: 'district', parts: district.parts }
  if (postcode.unit === undefined) return { by: 'sector', parts: sector.parts }
  const most = sector.parts.slice(0, 1).map((part) => ({ ...part, share: 1 }))
  const own = sector.units.get(postcode.unit)
  return { by: 'unit', parts: own === undefined ? most : [own] }
}

/**
 * Returns the police forces of a postcode outside the Scottish areas: one, or as many as together have
 * `policy.namedAloneShare` of its district; none where the district is not known.
 *
 * @returns undefined when there is no such area
 */
export const findForces = (postcode: Postcode): readonly string[] | undefined => {
  const other = otherAreaOf(postcode)
  if (other !== undefined) return [other.force]
  const districts = forceDistricts(postcode.area)
  return districts === undefined ? undefined : (districts.get(numberOf(postcode)) ?? [])
}
