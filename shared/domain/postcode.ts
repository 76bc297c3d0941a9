/** As much of a postcode as a person gave. `KY11 2AB` has all of it; `KY11` has neither sector nor unit. */
export interface Postcode {
  /** `KY` */
  readonly area: string
  /** `KY11` */
  readonly district: string
  /** `2` */
  readonly sector?: string
  /** `AB`; only beside a sector. */
  readonly unit?: string
}

/** Letters that a unit may have. @see ILR Specification 2017 to 2018, appendix C (gov.uk): never C, I, K, M, O or V */
const unitLetters = '[ABD-HJLNP-UW-Z]'

const area = '(?<area>[A-Z]{1,2})'
/** The second character of a number is a digit or a letter, never I or O. Such a number does not begin with 0. */
const longNumber = '[1-9][0-9A-HJ-NP-Z]'
const number = `(?<number>${longNumber}|[0-9])`
const sector = '(?<sector>[0-9])'

/** Tried in this order. Only a space tells the sector KY1 1 from the district KY11. */
const forms = {
  // The last three characters are always a digit and two letters, so KY11AA is KY1 1AA and KY111AA is KY11 1AA.
  full: new RegExp(`^${area}${number}${sector}(?<unit>[A-Z]{2})$`),
  sector: new RegExp(`^${area} ?${number} ${sector}$`),
  compactSector: new RegExp(`^${area}(?<number>${longNumber})${sector}$`),
  district: new RegExp(`^${area}${number}$`),
}

const realUnit = new RegExp(`^${unitLetters}{2}$`)

const before = '(?<![A-Z0-9?])(?<!(?:^| )[?]{1,2} )'
const after = '(?![A-Z0-9?])'

/** `1st` and `2nd` are no unit when they count a floor or a street. */
const counted = '(?:1ST|2ND|3RD|[4-9]TH) (?:FLOOR|FLAT|FLR?|ST|STREET|RD|ROAD|AVE|AVENUE)'
const inward = `(?!${counted}${after})[0-9]${unitLetters}{2}`

const inAddress = new RegExp(`${before}(?<outward>[A-Z]{1,2}[0-9][0-9A-Z]?) ?(?<inward>${inward})${after}`, 'g')

/** The same with the letters I and O for digits and the digits 0 and 1 for letters. Not read: words such as "old". */
const alikeInAddress = new RegExp(
  `${before}(?=(?<outward>[A-Z01]{1,2}[0-9A-Z]{1,2}) ?(?<inward>${inward}|[IO]${unitLetters}{2}(?=$))${after})`,
  'g',
)

/** Most texts; Unicode's classes take half a millisecond of a cold start. */
const ascii = /^[\x20-\x7e]*$/

const markForeign = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').replace(/[^A-Za-z0-9 ]/gu, '?')

/**
 * Returns a text as capital letters, digits and single spaces; each letter that is not A to Z becomes a question mark,
 * so that nothing that only looks like a postcode is read as another one.
 */
const normalised = (text: string): string => {
  const marked = ascii.test(text) ? text.replaceAll('?', ' ') : markForeign(text.normalize('NFKC'))
  return marked
    .replace(/[^A-Za-z0-9?]+/g, ' ')
    .toUpperCase()
    .trim()
}

const toPostcode = (groups: Readonly<Record<string, string | undefined>>): Postcode => {
  const { area = '', number = '', sector, unit } = groups
  const district = area + number
  if (sector === undefined) return { area, district }
  return unit !== undefined && realUnit.test(unit) ? { area, district, sector, unit } : { area, district, sector }
}

/** Reads a text that is nothing but a postcode. */
const readWhole = (typed: string): readonly Postcode[] => {
  const compact = typed.replaceAll(' ', '')
  const { groups } =
    forms.full.exec(compact) ??
    forms.sector.exec(typed) ??
    forms.compactSector.exec(compact) ??
    forms.district.exec(compact) ??
    {}
  return groups === undefined ? [] : [toPostcode(groups)]
}

const matchesOf = (typed: string, pattern: RegExp): ReadonlyArray<readonly [outward: string, inward: string]> =>
  [...typed.matchAll(pattern)].map(({ groups }) => [groups?.['outward'] ?? '', groups?.['inward'] ?? ''])

const readInAddress = (typed: string): readonly Postcode[] =>
  matchesOf(typed, inAddress).flatMap(([first, last]) => readWhole(first + last))

const toLetters = (text: string): string => text.replaceAll('0', 'O').replaceAll('1', 'I')
const toDigits = (text: string): string => text.replaceAll('O', '0').replaceAll('I', '1')

/** Exchanges look-alikes by position. An area has one letter or two, so there are two ways. */
const exchanged = (first: string, last: string): readonly string[] =>
  [2, 1].map((letters) => toLetters(first.slice(0, letters)) + toDigits(first.slice(letters)) + last)

/** `E1 6AN` without its space. A shorter text is no postcode in full, whatever its characters stand for. */
const shortestInFull = 5

const readAlike = (typed: string): readonly Postcode[] => {
  const compact = typed.replaceAll(' ', '')
  const inFull =
    compact.length < shortestInFull
      ? []
      : exchanged(compact.slice(0, -3), toDigits(compact.slice(-3, -2)) + compact.slice(-2))
  const hasDigit = /[0-9]/.test(typed)
  return [...inFull, ...(hasDigit ? exchanged(typed, '') : [])].flatMap(readWhole)
}

const readAlikeInAddress = (typed: string): readonly Postcode[] =>
  matchesOf(typed, alikeInAddress)
    .filter((match) => /[0-9]/.test(match.join('')))
    .flatMap(([first, last]) => exchanged(first, toDigits(last.slice(0, 1)) + last.slice(1)))
    .flatMap(readWhole)

/** Writes a postcode as its parser reads it: `KY11 2AB`, `KY11 2` or `KY11`. */
export const writePostcode = ({ district, sector, unit = '' }: Postcode): string =>
  sector === undefined ? district : `${district} ${sector}${unit}`

const distinct = (postcodes: readonly Postcode[]): readonly Postcode[] => [
  ...new Map(postcodes.map((postcode) => [writePostcode(postcode), postcode])).values(),
]

/** From what is typed to what it may have been meant to be; the first that finds a district ends the search. */
const readings = [readWhole, readInAddress, readAlike, readAlikeInAddress]

/**
 * Parses a postcode in full, its sector or its district, in any case, with any spaces and punctuation. In full it is
 * also found inside an address. Where that makes it a postcode, the letters O and I count as digits in a digit's place,
 * and 0 and 1 as letters in a letter's place.
 *
 * @param isDistrict - whether there is such a district
 * @returns undefined when the text has none of these forms, or names two postcodes. A postcode of no district is
 *   returned only where it is typed in one of these forms
 */
export const parsePostcode = (text: string, isDistrict: (postcode: Postcode) => boolean): Postcode | undefined => {
  const typed = normalised(text)
  for (const read of readings) {
    const found = distinct(read(typed).filter(isDistrict))
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  const [postcode, ...others] = distinct([...readWhole(typed), ...readInAddress(typed)])
  return others.length > 0 ? undefined : postcode
}
