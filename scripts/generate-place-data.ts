import { readFileSync, writeFileSync } from 'node:fs'
import { divisions } from '../shared/domain/desk.ts'

interface Area {
  /** `KY11`, or `KY11 2` for a sector. */
  readonly name: string
  readonly division: string
  /** To 4 decimals, as the source words it. */
  readonly share: string
}

const rowsOf = (file: string, separator: string): readonly (readonly string[])[] =>
  readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(separator))

const readAreas = (): readonly Area[] =>
  rowsOf('postcode_division.csv', ',')
    .slice(1)
    .map(([name = '', , , division = '', share = '']) => ({ name, division, share }))

const lettersOf = (name: string): string => name.replace(/\d.*/, '')

const shareOf = ({ share }: Area): string => (Number(share) < 1 ? `=${share.slice(1)}` : '')

/** Gives one token a district and one a sector that lies otherwise than its district. @see shared/domain/place-data.ts */
const tokensOf = (district: Area, sectors: readonly Area[]): readonly (readonly [Area, string])[] => {
  const digitOf = (sector: Area) => sector.name.slice(-1)
  const alike = sectors.filter((each) => each.division === district.division && each.share === district.share)
  const unlike = sectors.filter((each) => !alike.includes(each))
  const number = district.name.slice(lettersOf(district.name).length)
  return [
    [district, `${number}${shareOf(district)}:${alike.map(digitOf).join('')}`],
    ...unlike.map((each) => [each, `${number}-${digitOf(each)}${shareOf(each)}`] as const),
  ]
}

const allTokens = (areas: readonly Area[]) =>
  areas
    .filter(({ name }) => !name.includes(' '))
    .flatMap((district) =>
      tokensOf(
        district,
        areas.filter(({ name }) => name.startsWith(`${district.name} `)),
      ),
    )

const toTable = (areas: readonly Area[]): string => {
  const tokens = allTokens(areas)
  const letters = [...new Set(areas.map(({ name }) => lettersOf(name)))].sort()
  const lineOf = (division: string, area: string) => {
    const own = tokens.filter(([each]) => each.division === division && lettersOf(each.name) === area)
    return own.length > 0 ? [`    ${area}: '${own.map(([, token]) => token).join(' ')}',`] : []
  }
  return Object.keys(divisions)
    .flatMap((division) => [`  ${division}: {`, ...letters.flatMap((area) => lineOf(division, area)), '  },'])
    .join('\n')
}

const toCouncils = (): string =>
  rowsOf('council_division.tsv', '\t')
    .map(([code, name, division]) => `  ['${code}', '${name}', '${division}'],`)
    .join('\n')

const toElsewhere = (areas: readonly Area[]): string => {
  const scottish = new Set(areas.map(({ name }) => lettersOf(name)))
  const every = rowsOf('uk_postcode_areas.tsv', '\t').slice(1)
  return every.flatMap(([area = '']) => (scottish.has(area) ? [] : [area])).join(' ')
}

/** Gives the text of shared/domain/place-data.ts, made from the files in data/. */
export const placeDataSource = (): string => {
  const areas = readAreas()
  return `// Generated from data/ by scripts/generate-place-data.ts: change those, not this.
import type { Division } from '../shared/domain/desk.ts'

/**
 * Scottish postcodes by division and area letters. \`13=.9903:89\` is a district, the share of its residents in the division where
 * that is below 1, and its sectors that lie alike; \`13-0=.9551\` is a sector that lies otherwise than its district.
 */
export const postcodes = {
${toTable(areas)}
} as const satisfies Record<Division, Readonly<Record<string, string>>>

/** Every council: GSS code, name, division. */
export const councils = [
${toCouncils()}
] as const satisfies ReadonlyArray<readonly [code: string, name: string, division: Division]>

/** The postcode areas of the United Kingdom and the Crown Dependencies that no Scottish district is in. */
export const areasElsewhere =
  '${toElsewhere(areas)}'
`
}

if (import.meta.main) {
  writeFileSync(new URL('../shared/domain/place-data.ts', import.meta.url), placeDataSource())
}
