import fc from 'fast-check'
import { type Postcode, parsePostcode, writePostcode } from '../../shared/domain/postcode.ts'
import { isKnownDistrict } from '../../shared/domain/postcode-table.ts'
import { districts, forceDistricts, sectors } from './place-files.ts'

/** Reads a postcode as the domain does, with the districts that there are. */
export const parse = (text: string): Postcode | undefined => parsePostcode(text, isKnownDistrict)
/** Reads a postcode and writes it again; undefined where there is none. */
export const read = (text: string): string | undefined => {
  const postcode = parse(text)
  return postcode === undefined ? undefined : writePostcode(postcode)
}

/** Every district of the data, in Scotland and outside. */
export const everyDistrict = [
  ...new Set([...districts.map(({ name }) => name), ...forceDistricts.map((each) => each.district)]),
]

const anyUnit = fc
  .tuple(...[0, 1].map(() => fc.constantFrom(...'ABDEFGHJLNPQRSTUWXYZ')))
  .map((letters) => letters.join(''))
/** Any full postcode of a district that there is. */
export const anyFull = fc
  .tuple(fc.constantFrom(...everyDistrict), fc.constantFrom(...'0123456789'), anyUnit)
  .map(([district, sector, unit]) => `${district} ${sector}${unit}`)
/** Any postcode: full, or a district or sector alone. */
export const anyPostcode = fc.oneof(
  anyFull,
  fc.constantFrom(...everyDistrict),
  fc.constantFrom(...sectors).map(({ name }) => name),
)
