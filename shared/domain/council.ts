import type { Division } from './desk.ts'
import { councils } from './place-data.ts'

/** Words that people add to or leave out of a council's name. */
const fillers = ['the', 'city', 'of', 'and', 'council', 'islands']

const keyOf = (text: string): string => {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !fillers.includes(word)).join('')
}

let byKey: ReadonlyMap<string, Division> | undefined

/** Made on first use: normalising text takes 2 ms of a cold start, and most reports have a postcode. */
const divisionsByKey = (): ReadonlyMap<string, Division> => {
  byKey ??= new Map(councils.flatMap(([division, ...names]) => names.map((name) => [keyOf(name), division] as const)))
  return byKey
}

/**
 * Returns the division of a council by its name, another name that it is known by, its GSS code or an earlier code.
 * Case, spaces, punctuation and words such as "Council" do not matter.
 */
export const divisionOfCouncil = (text: string): Division | undefined =>
  text === '' ? undefined : divisionsByKey().get(keyOf(text))
