import { isElsewhere } from './country.ts'
import type { Division } from './desk.ts'
import { areasElsewhere, councils, postcodes } from './place-data.ts'
import { parsePostcode } from './postcode.ts'

/**
 * Where the reporter is, as far as it decides the desk. `share` is the part of the area's residents who live in
 * `division`.
 */
export type Place =
  | {
      readonly kind: 'division'
      readonly division: Division
      readonly share: number
      readonly by: 'sector' | 'district' | 'council'
    }
  | { readonly kind: 'outside-scotland' }
  | { readonly kind: 'unknown' }

/** The reporter's own words for where they are. */
export interface Location {
  /** In full, its sector or its district. */
  readonly postcode?: string | undefined
  /** GSS code or name of a Scottish council. */
  readonly council?: string | undefined
  /** English name or ISO code. */
  readonly country?: string | undefined
}

interface Lying {
  readonly division: Division
  readonly share: number
}

const token = /^(?<number>\d+)(?:-(?<digit>\d))?(?:=(?<share>\.\d+))?(?::(?<alike>\d*))?$/

/** Expands one token of the table to every district or sector that it stands for. */
const areasOf = (division: Division, letters: string, text: string): ReadonlyArray<readonly [string, Lying]> => {
  const { number = '', digit, share = '1', alike = '' } = token.exec(text)?.groups ?? {}
  const lying = { division, share: Number(share) }
  const district = letters + number
  const names =
    digit === undefined ? [district, ...[...alike].map((each) => `${district} ${each}`)] : [`${district} ${digit}`]
  return names.map((name) => [name, lying] as const)
}

const tokensByDivision = Object.entries(postcodes) as ReadonlyArray<
  readonly [Division, Readonly<Record<string, string>>]
>
const otherAreas = new Set(areasElsewhere.split(' '))

const tables = new Map<string, ReadonlyMap<string, Lying>>()

/**
 * Returns the districts and sectors of an area such as `KY`; none outside Scotland. Built on first use: all areas
 * together take 1.4 ms.
 */
const lyingsIn = (area: string): ReadonlyMap<string, Lying> => {
  const made = tables.get(area)
  if (made !== undefined) return made
  const table = new Map(
    tokensByDivision.flatMap(([division, { [area]: tokens }]) =>
      tokens === undefined ? [] : tokens.split(' ').flatMap((each) => areasOf(division, area, each)),
    ),
  )
  tables.set(area, table)
  return table
}

const unknown: Place = { kind: 'unknown' }
const outside: Place = { kind: 'outside-scotland' }

/** Returns `scottish` for a Scottish postcode in no district that the data knows. */
const placeOfPostcode = (text: string): Place | 'scottish' | undefined => {
  const postcode = parsePostcode(text)
  if (postcode === undefined) return undefined
  const lyings = lyingsIn(postcode.area)
  const ofSector = postcode.sector === undefined ? undefined : lyings.get(postcode.sector)
  if (ofSector !== undefined) return { kind: 'division', ...ofSector, by: 'sector' }
  const ofDistrict = lyings.get(postcode.district)
  if (ofDistrict !== undefined) return { kind: 'division', ...ofDistrict, by: 'district' }
  if (lyings.size > 0) return 'scottish'
  return otherAreas.has(postcode.area) ? outside : undefined
}

/** Words that people add to or leave out of a council's name. */
const fillers = ['the', 'city', 'of', 'and', 'council', 'islands']

const councilKey = (text: string): string => {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words.filter((word) => !fillers.includes(word)).join('')
}

let byCouncil: ReadonlyMap<string, Division> | undefined

/** Built on first use: normalising text takes 2 ms of a cold start, and most reports have a postcode. */
const councilDivisions = (): ReadonlyMap<string, Division> => {
  byCouncil ??= new Map(
    councils.flatMap(([code, name, division]) => [code, name].map((each) => [councilKey(each), division] as const)),
  )
  return byCouncil
}

const placeOfCouncil = (text: string): Place | undefined => {
  if (text === '') return undefined
  const division = councilDivisions().get(councilKey(text))
  return division === undefined ? undefined : { kind: 'division', division, share: 1, by: 'council' }
}

/**
 * Finds the place of a report: by postcode sector, else by district, else by council, else by country. The postcode
 * wins over a country that contradicts it. A place that does not exist or is misspelt counts as unknown. Never throws.
 *
 * @see data/README.md for the limits of the data: nine districts that it does not hold, and the English side of TD12
 *   and TD15
 */
export const findPlace = (location: Location | undefined): Place => {
  const { postcode = '', council = '', country = '' } = location ?? {}
  const byPostcode = placeOfPostcode(postcode)
  if (byPostcode !== undefined && byPostcode !== 'scottish') return byPostcode
  const inCouncil = placeOfCouncil(council)
  if (inCouncil !== undefined) return inCouncil
  return byPostcode === undefined && isElsewhere(country) ? outside : unknown
}
