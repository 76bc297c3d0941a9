/** One source of chance for a whole run: the same seed gives the same numbers. */
export interface Random {
  /** From 0 up to, but without, `below`. */
  below(below: number): number
  /** True that often. */
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

/** Creates a source by mulberry32. @see https://github.com/cprosche/mulberry32 */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
