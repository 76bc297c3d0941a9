import { readFileSync } from 'node:fs'

/** Returns the lines of a file in data/. */
export const linesOf = (file: string): readonly string[] =>
  readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

/** `P`, or `elsewhere:Northumbria`, with the part of the postcodes there. */
export type Part = readonly [where: string, share: number]

/** Every Scottish district and sector, with where its postcodes lie. */
export const areas = linesOf('postcode_division_2025.csv')
  .slice(1)
  .map((line) => {
    const [name = '', level = '', count = '', most = '', share = '', others = ''] = line.split(',')
    const rest = others.split(' ').flatMap((pair): Part[] => {
      const [where = '', part = ''] = pair.split('=')
      return where === '' ? [] : [[where, Number(part)]]
    })
    const parts: readonly Part[] = [[most, Number(share)], ...rest]
    return { name, level, count: Number(count), most, parts }
  })

/** The Scottish districts. */
export const districts = areas.filter(({ level }) => level === 'outcode')

/** The Scottish sectors. */
export const sectors = areas.filter(({ level }) => level === 'sector')

/** Every full postcode that lies otherwise than most of its sector. */
export const exceptions = linesOf('unit_exceptions_2025.tsv')
  .slice(1)
  .flatMap((line) => {
    const [sector = '', where = '', units = ''] = line.split('\t')
    return units.split(' ').map((unit) => ({ sector, where, unit }))
  })

/** Reads a line whose cells may stand in quotation marks. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

/** Every district with postcodes in England or Wales, with the parts of its forces. */
export const forceDistricts = linesOf('outside_force_by_district.csv')
  .slice(1)
  .map((line) => {
    const [district = '', count = '', , force = '', share = '', others = ''] = cellsOf(line)
    const rest = others.split('; ').flatMap((each): Part[] => {
      const [, name, part] = /^(.+) (\d\.\d+)$/.exec(each) ?? []
      return name === undefined ? [] : [[name, Number(part)]]
    })
    const parts: readonly Part[] = [[force, Number(share)], ...rest]
    return { district, count: Number(count), force, share: Number(share), parts }
  })

/** README of the data: a force is named alone at a share of .95 or more; below that, as many as together have it. */
export const namesOf = (parts: readonly Part[]): readonly string[] => {
  const names: string[] = []
  let sum = 0
  for (const [where, share] of parts) {
    if (sum < 0.95) names.push(where)
    sum += share
  }
  return names
}

/** Adds up. */
export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

/** How many postcodes of a sector lie somewhere, by the sector's count and the list of exceptions. */
export const countIn = ({ name, count, most }: (typeof sectors)[number], where: string): number => {
  const own = exceptions.filter(({ sector }) => sector === name)
  return where === most ? count - own.length : own.filter((each) => each.where === where).length
}
