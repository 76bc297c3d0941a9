/** More numbers and yes-or-no answers than any form has: so many carry a file. */
const mostScalars = 256

/** More parts than any text of the size that is accepted has. */
const mostParts = 150_000

/** Stands in a value where numbers were cut out of it. */
export const cutOut = Symbol('cut out')

const isScalar = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'

const isCutOut = (value: unknown): boolean => value === cutOut

const partsOf = (value: object): readonly unknown[] => (Array.isArray(value) ? value : Object.values(value))

/** Counts the numbers and yes-or-no answers of a parsed JSON value, its names, and its other parts. */
const countParts = (value: object): { readonly scalars: number; readonly names: number; readonly others: number } => {
  let scalars = 0
  let names = 0
  let others = 0
  const waiting = [value]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const parts = partsOf(next)
    if (parts !== next) names += parts.length
    for (const part of parts) {
      if (isScalar(part)) scalars += 1
      else others += 1
      if (typeof part === 'object' && part !== null) waiting.push(part)
    }
  }
  return { scalars, names, others }
}

const mapFields = (value: object, map: (field: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([name, field]) => [name, map(field)]))

/** Cuts numbers out of a value. A value in which nothing else stands is cut out whole. */
const withoutScalars = (value: unknown, depth: number): unknown => {
  if (isScalar(value)) return cutOut
  if (typeof value !== 'object' || value === null || depth === 0) return value
  const cut = (part: unknown) => withoutScalars(part, depth - 1)
  const kept = Array.isArray(value) ? value.map(cut) : mapFields(value, cut)
  const parts = partsOf(kept)
  if (parts.length > 0 && parts.every(isCutOut)) return cutOut
  return Array.isArray(kept) ? kept.filter((part, index) => !isCutOut(part) || !isCutOut(kept[index - 1])) : kept
}

/**
 * Returns a parsed JSON object as it is, or, where it holds so many numbers that they carry a file, without them and
 * with `cutOut` in their place; undefined when it has more parts than any text that is accepted has.
 *
 * @param depth - how deep it is looked into; what lies deeper is left as it is
 */
export const withoutManyScalars = (value: object, depth: number): object | undefined => {
  const { scalars, names } = countParts(value)
  if (names > mostParts) return undefined
  const kept = scalars > mostScalars ? mapFields(value, (field) => withoutScalars(field, depth - 1)) : value
  return countParts(kept).others > mostParts ? undefined : kept
}
