const squeezed = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]/g, '')

/**
 * What says no more than that somebody may be in Scotland; also answers that a two-letter country code would be
 * mistaken for.
 */
const maybeScotland = [
  '',
  'scotland',
  'gbsct',
  'sc',
  'uk',
  'gb',
  'unitedkingdom',
  'greatbritain',
  'unknown',
  'na',
  'no',
]

/** Countries that the runtime's own list has not, or has under another name. */
const alsoElsewhere = [
  ...['england', 'gbeng', 'wales', 'gbwls', 'cymru', 'northernireland', 'nireland', 'gbnir'],
  ...['republicofireland', 'usa', 'unitedstatesofamerica'],
]

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

/**
 * True for the English name or ISO 3166-1 code of a country that is surely not Scotland, in any case and spelling of
 * "and". A word that is no known country is not elsewhere: a slip must not send a report away.
 */
export const isElsewhere = (country: string): boolean => {
  const name = squeezed(country)
  if (maybeScotland.includes(name)) return false
  if (alsoElsewhere.includes(name)) return true
  countries ??= everyCountry()
  return countries.has(name)
}
