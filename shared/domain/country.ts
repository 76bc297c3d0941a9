/** Returns small letters and digits only. Accents go; a letter of another script stays, so that it matches no name. */
const squeezed = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The countries that decide more than that a place is elsewhere, by ISO 3166 code, with their names. */
const named = {
  'GB-SCT': ['scotland', 'gbsct'],
  'GB-ENG': ['england', 'gbeng'],
  'GB-WLS': ['wales', 'gbwls', 'cymru'],
  'GB-NIR': ['northernireland', 'nireland', 'gbnir'],
  GG: ['guernsey', 'gg'],
  IM: ['isleofman', 'im'],
  JE: ['jersey', 'je'],
} as const

/** The ISO 3166 code of a country that decides more than that a place is elsewhere. */
export type NamedCountry = keyof typeof named

/** Says no more than that somebody may be in Scotland; also answers that would be mistaken for a two-letter code. */
const maybeScotland = ['', 'sc', 'uk', 'gb', 'unitedkingdom', 'greatbritain', 'unknown', 'na', 'no']

/** Countries that the runtime's own list has under another name. */
const alsoElsewhere = ['republicofireland', 'usa', 'unitedstatesofamerica']

/** Codes that `Intl` names and that are no country. */
const notCountries = ['eu', 'ez', 'un', 'xa', 'xb', 'zz']

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Made on first use: it takes the runtime some 30 ms, and most reports never ask. */
let countries: ReadonlySet<string> | undefined

const everyCountry = (): ReadonlySet<string> => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const known = codes.flatMap((code) => {
    const name = notCountries.includes(code.toLowerCase()) ? undefined : names.of(code)
    return name === undefined ? [] : [code, name]
  })
  return new Set(known.map(squeezed))
}

const isNamedCountry = (code: string): code is NamedCountry => Object.hasOwn(named, code)

/** Returns the code of a part of the United Kingdom, or of a Crown Dependency, by its English name or code. */
export const namedCountryOf = (country: string): NamedCountry | undefined => {
  const name = squeezed(country)
  const codes = Object.keys(named).filter(isNamedCountry)
  return codes.find((code) => named[code].some((each) => each === name))
}

/**
 * True for the English name or ISO 3166-1 code of a country that is surely not Scotland, in any case and spelling of
 * "and". A word that is no known country is not elsewhere: a slip must not send a report away.
 */
export const isElsewhere = (country: string): boolean => {
  const name = squeezed(country)
  if (maybeScotland.includes(name)) return false
  const code = namedCountryOf(country)
  if (code !== undefined) return code !== 'GB-SCT'
  if (alsoElsewhere.includes(name)) return true
  countries ??= everyCountry()
  return countries.has(name)
}
