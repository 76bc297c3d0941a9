import { readFileSync, writeFileSync } from 'node:fs'
import { policy } from '../shared/domain/policy.ts'

/** Where some of an area's postcodes lie: the letter of a division or the name of a force, and their part of all. */
interface Part {
  readonly of: string
  readonly share: number
  /** The last two letters of each of these postcodes, where they are listed. */
  readonly units: readonly string[]
}

interface Area {
  /** `KY11`, or `KY11 2` for a sector. */
  readonly name: string
  readonly parts: readonly Part[]
}

const linesOf = (file: string): readonly string[] =>
  readFileSync(new URL(`../data/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split(/\r?\n/)

/** Returns the rows of a file that begins with a heading. */
const rowsOf = (file: string, separator: string): readonly (readonly string[])[] =>
  linesOf(file)
    .slice(1)
    .map((line) => line.split(separator))

const areaOf = (name: string): string => name.replace(/\d.*/, '')

const placeName = (text: string): string => text.replace(/^elsewhere:/, '')

const readUnits = (): ReadonlyMap<string, readonly string[]> =>
  new Map(
    rowsOf('unit_exceptions_2025.tsv', '\t').map(([sector = '', where = '', units = '']) => [
      `${sector} in ${placeName(where)}`,
      units.split(' '),
    ]),
  )

const readScottish = (): readonly Area[] => {
  const unitsIn = readUnits()
  return rowsOf('postcode_division_2025.csv', ',').map(([name = '', , , most = '', share = '', others = '']) => {
    const pairs = [`${most}=${share}`, ...others.split(' ')].filter((pair) => pair !== '')
    const parts = pairs.map((pair) => {
      const [where = '', part = ''] = pair.split('=')
      const of = placeName(where)
      return { of, share: Number(part), units: unitsIn.get(`${name} in ${of}`) ?? [] }
    })
    return { name, parts }
  })
}

/** Districts outside the Scottish areas, with as many forces as together have `policy.namedAloneShare` of them. */
const readForces = (scottish: ReadonlySet<string>): ReadonlyArray<readonly [string, readonly string[]]> =>
  rowsOf('outside_force_by_district.csv', ',').flatMap((row) => {
    const [district = '', , , most = '', share = '', others = ''] = rejoinQuoted(row)
    if (scottish.has(areaOf(district))) return []
    const pairs = [`${most} ${share}`, ...others.split('; ')].filter((pair) => pair !== '')
    let named = 0
    const forces = pairs.flatMap((pair) => {
      if (named >= policy.namedAloneShare) return []
      const space = pair.lastIndexOf(' ')
      named += Number(pair.slice(space + 1))
      return [pair.slice(0, space)]
    })
    return [[district, forces]]
  })

/** Joins the cells of a row that a comma between quotation marks has cut. */
const rejoinQuoted = (row: readonly string[]): readonly string[] =>
  row
    .join(',')
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((cell) => cell.replaceAll('"', ''))

/** Two small letters for each force, by its place in the list. */
const codeOf = (index: number): string => String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))

const shareOf = (share: number): string => (share < 1 ? String(share).replace(/^0/, '') : '')

const toToken = (parts: readonly Part[], codes: ReadonlyMap<string, string>): string =>
  parts.map(({ of, share, units }) => `${codes.get(of) ?? of}${shareOf(share)}${units.join('')}`).join(',')

/** Returns the token of a district with its sectors. @see shared/domain/place-data.ts */
const tokenOf = (areas: readonly Area[], { name, parts }: Area, codes: ReadonlyMap<string, string>): string => {
  const sectors = areas.filter((each) => each.name.startsWith(`${name} `))
  const isAlike = (sector: Area) => sector.parts.length === 1 && sector.parts[0]?.of === parts[0]?.of
  const digitOf = (sector: Area) => sector.name.slice(-1)
  const number = name.slice(areaOf(name).length)
  const unlike = sectors.filter((sector) => !isAlike(sector))
  return [
    `${number}${toToken(parts, codes)}:${sectors.filter(isAlike).map(digitOf).join('')}`,
    ...unlike.map((sector) => `${digitOf(sector)}${toToken(sector.parts, codes)}`),
  ].join('-')
}

const toScottish = (areas: readonly Area[], codes: ReadonlyMap<string, string>): string => {
  const districts = areas.filter(({ name }) => !name.includes(' '))
  const letters = [...new Set(districts.map(({ name }) => areaOf(name)))].sort()
  return letters
    .map((area) => {
      const own = districts.filter(({ name }) => areaOf(name) === area)
      return `  ${area}: '${own.map((district) => tokenOf(areas, district, codes)).join(' ')}',`
    })
    .join('\n')
}

/** Writes `1,2,3,5` as `1-3,5`. */
const inRanges = (numbers: readonly string[]): string => {
  const ranges: { first: string; last: string }[] = []
  for (const number of numbers) {
    const range = ranges.at(-1)
    if (range !== undefined && number === String(Number(range.last) + 1)) range.last = number
    else ranges.push({ first: number, last: number })
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(',')
}

const toForces = (
  districts: ReadonlyArray<readonly [string, readonly string[]]>,
  codes: ReadonlyMap<string, string>,
) => {
  const letters = [...new Set(districts.map(([district]) => areaOf(district)))].sort()
  return letters
    .map((area) => {
      const numbersBy = new Map<string, string[]>()
      for (const [district, forces] of districts) {
        if (areaOf(district) !== area) continue
        const code = forces.map((force) => codes.get(force) ?? '').join('')
        numbersBy.set(code, [...(numbersBy.get(code) ?? []), district.slice(area.length)])
      }
      const tokens = [...numbersBy].map(([code, numbers]) => `${code}${inRanges(numbers)}`)
      return `  ${area}: '${tokens.join(' ')}',`
    })
    .join('\n')
}

const toCouncils = (): string => {
  const councils = linesOf('council_division.tsv').map((line) => {
    const [code = '', name = '', division = ''] = line.split('\t')
    return { division, names: [code, name] }
  })
  for (const [other = '', code] of rowsOf('council_other_names.tsv', '\t')) {
    const council = councils.find(({ names }) => names[0] === code)
    if (council === undefined || councils.some(({ names }) => names.includes(other))) {
      throw new Error(`council_other_names.tsv: ${other} names no council, or two`)
    }
    council.names.push(other)
  }
  return councils
    .map(({ division, names }) => `  ['${division}', ${names.map((name) => `'${name}'`).join(', ')}],`)
    .join('\n')
}

const toOthers = (): string =>
  rowsOf('other_areas.tsv', '\t')
    .map(([area, country, force]) => `  { area: '${area}', country: '${country}', force: '${force}' },`)
    .join('\n')

/** Returns the text of shared/domain/place-data.ts, made from the files in data/. */
export const placeDataSource = (): string => {
  const areas = readScottish()
  const districts = readForces(new Set(areas.map(({ name }) => areaOf(name))))
  const forces = [...new Set(districts.flatMap(([, names]) => names))].sort()
  const codes = new Map(forces.map((force, index) => [force, codeOf(index)]))
  return `// Generated from data/ by scripts/generate-place-data.ts: change those, not this.
import type { Division } from './desk.ts'

/** The police forces of England and Wales. Two small letters stand for each: \`aa\` is the first, \`ab\` the second. */
export const forces = [
${forces.map((force) => `  '${force}',`).join('\n')}
] as const

/**
 * Scottish districts by area. \`13D.9903,P.0097:6-0D.9,P.1ABXY\` reads: of KY13, .9903 lies in division D and the rest
 * in P; sector 6 lies in D as a whole; of sector 0, .9 lies in D, and the postcodes that end with AB and XY lie in P.
 */
export const scottishAreas = {
${toScottish(areas, codes)}
} as const satisfies Readonly<Record<string, string>>

/** Districts of England and Wales by area: in \`acab1-3,5\`, 1, 2, 3 and 5 have the third force, then the second. */
export const forceAreas = {
${toForces(districts, codes)}
} as const satisfies Readonly<Record<string, string>>

/** Areas that the postcode product does not hold, with their country (ISO 3166) and police force. */
export const otherAreas = [
${toOthers()}
] as const

/** Every council: its division, then its GSS code, its name, and what else it is called. */
export const councils = [
${toCouncils()}
] as const satisfies ReadonlyArray<readonly [division: Division, ...names: string[]]>
`
}

if (import.meta.main) {
  writeFileSync(new URL('../shared/domain/place-data.ts', import.meta.url), placeDataSource())
}
