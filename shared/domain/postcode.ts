/** As much of a postcode as a person gave: `KY`, `KY11` and, unless only the district is known, `KY11 2`. */
export interface Postcode {
  readonly area: string
  readonly district: string
  readonly sector?: string
}

/** Each takes a district and, except the last, the digit of a sector; tried in this order. */
const forms: ReadonlyArray<readonly [form: 'compact' | 'spaced', pattern: RegExp]> = [
  // In full: the last three characters are always a digit and two letters, so KY11AA is KY1 1AA and KY111AA is KY11
  // 1AA.
  ['compact', /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])[A-Z]{2}$/],
  // A sector: only the space tells KY1 1 from the district KY11.
  ['spaced', /^([A-Z]{1,2} ?[0-9][A-Z0-9]?) ([0-9])$/],
  ['compact', /^([A-Z]{1,2}[0-9][A-Z0-9])([0-9])$/],
  ['compact', /^([A-Z]{1,2}[0-9][A-Z0-9]?)$/],
]

/**
 * Parses a postcode in full, its sector or its district, in any case, with any spaces and punctuation.
 *
 * @returns undefined when the text has none of these forms; whether such a postcode exists is not checked
 */
export const parsePostcode = (text: string): Postcode | undefined => {
  const spaced = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()
  const compact = spaced.replaceAll(' ', '')
  for (const [form, pattern] of forms) {
    const [, outward, digit] = pattern.exec(form === 'spaced' ? spaced : compact) ?? []
    if (outward === undefined) continue
    const district = outward.replace(' ', '')
    const area = district.replace(/[0-9].*/, '')
    return digit === undefined ? { area, district } : { area, district, sector: `${district} ${digit}` }
  }
  return undefined
}
