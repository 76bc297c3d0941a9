import { divisionOfCouncil } from './council.ts'
import { isElsewhere, namedCountryOf } from './country.ts'
import type { Division } from './desk.ts'
import { otherAreas } from './place-data.ts'
import { policy } from './policy.ts'
import { parsePostcode } from './postcode.ts'
import { findForces, findLying, isKnownDistrict, isScottishArea, type Part } from './postcode-table.ts'

/** Where the reporter is, as far as it decides the desk. */
export type Place =
  | {
      readonly kind: 'division'
      readonly division: Division
      /** The part of the postcodes in question that lie in `division`: how sure it is. 1 for a full postcode. */
      readonly share: number
      /** What decided. The country does where a district lies on both sides of the border. */
      readonly by: 'unit' | 'sector' | 'district' | 'council' | 'country'
      /** Where `share` is small: the letters of other divisions and names of forces that it may be, likeliest first. */
      readonly alsoPossible?: readonly string[]
    }
  | {
      readonly kind: 'outside-scotland'
      /** The police force there, or several where it may be any of them, likeliest first; left out where not known. */
      readonly forces?: readonly string[]
    }
  | { readonly kind: 'unknown' }

/** The reporter's own words for where they are. */
export interface Location {
  /** In full, its sector or its district; in full also inside an address. */
  readonly postcode?: string | undefined
  /** GSS code or name of a Scottish council. */
  readonly council?: string | undefined
  /** English name or ISO code. */
  readonly country?: string | undefined
}

const unknown: Place = { kind: 'unknown' }

const outside = (forces: readonly string[]): Place => ({
  kind: 'outside-scotland',
  ...(forces.length > 0 ? { forces } : {}),
})

/** Returns as many parts, largest first, as together have `policy.namedAloneShare`. */
const likeliest = (parts: readonly Part[]): readonly Part[] => {
  let named = 0
  return parts.filter(({ share }) => {
    const isNeeded = named < policy.namedAloneShare
    named += share
    return isNeeded
  })
}

type Source = Extract<Place, { kind: 'division' }>['by']

const placeOf = (parts: readonly Part[], by: Source): Place => {
  const [first, ...others] = likeliest(parts)
  if (first === undefined) return unknown
  if ('force' in first) {
    return outside([first, ...others].map((part) => ('force' in part ? part.force : 'Police Scotland')))
  }
  const { division, share } = first
  if (others.length === 0) return { kind: 'division', division, share, by }
  const alsoPossible = others.map((part) => ('force' in part ? part.force : part.division))
  return { kind: 'division', division, share, by, alsoPossible }
}

/** Returns the parts that a statement admits, as if they were all there is; none when it contradicts them all. */
const admitted = (parts: readonly Part[], isAdmitted: (part: Part) => boolean): readonly Part[] => {
  const left = parts.filter(isAdmitted)
  const sum = left.reduce((total, { share }) => total + share, 0)
  return left.map((part) => ({ ...part, share: part.share / sum }))
}

/** Returns the parts that the council leaves of a district or sector that lies in several, else the country. */
const narrowed = ({ council = '', country = '' }: Location, parts: readonly Part[]) => {
  if (parts.length < 2) return undefined
  const division = divisionOfCouncil(council)
  const inCouncil = admitted(parts, (part) => 'division' in part && part.division === division)
  if (inCouncil.length > 0) return { by: 'council', parts: inCouncil } as const
  const stated = namedCountryOf(country)
  const inCountry = admitted(parts, (part) => stated === ('division' in part ? 'GB-SCT' : 'GB-ENG'))
  return inCountry.length > 0 && inCountry.length < parts.length
    ? ({ by: 'country', parts: inCountry } as const)
    : undefined
}

/** Returns `scottish` for a Scottish postcode in no district that the data knows. */
const placeOfPostcode = (location: Location): Place | 'scottish' | undefined => {
  const postcode = parsePostcode(location.postcode ?? '', isKnownDistrict)
  if (postcode === undefined) return undefined
  const lying = findLying(postcode)
  if (lying !== undefined) {
    const { parts, by } = narrowed(location, lying.parts) ?? lying
    return placeOf(parts, by)
  }
  if (isScottishArea(postcode)) return 'scottish'
  const forces = findForces(postcode)
  return forces === undefined ? undefined : outside(forces)
}

/**
 * Finds the place of a report: by the full postcode, else by its sector, else by its district, else by council, else by
 * country. The postcode wins over a council or country that contradicts it; where a district or sector lies in several
 * divisions or on both sides of the border, they decide between these. A place that does not exist or is misspelt
 * counts as unknown. Never throws.
 *
 * @see data/README.md for what the data knows
 */
export const findPlace = (location: Location = {}): Place => {
  const { council = '', country = '' } = location
  const byPostcode = placeOfPostcode(location)
  if (byPostcode !== undefined && byPostcode !== 'scottish') return byPostcode
  const division = divisionOfCouncil(council)
  if (division !== undefined) return { kind: 'division', division, share: 1, by: 'council' }
  if (byPostcode === 'scottish' || !isElsewhere(country)) return unknown
  const code = namedCountryOf(country)
  return outside(otherAreas.filter((each) => each.country === code).map(({ force }) => force))
}
