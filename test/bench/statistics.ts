/** A figure that was measured several times. */
export interface Measured {
  readonly median: number
  /** Half of all figures lie between these. */
  readonly quartiles: readonly [low: number, high: number]
  readonly count: number
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** Returns the median and the middle half of some figures. */
export const measure = (figures: readonly number[]): Measured => {
  const sorted = figures.toSorted((a, b) => a - b)
  return { median: at(sorted, 0.5), quartiles: [at(sorted, 0.25), at(sorted, 0.75)], count: sorted.length }
}

/** Returns what one figure is of another, by their medians. */
export const ratio = (one: Measured, other: Measured): number => one.median / other.median

/** Returns the figure below which a share of them lies. */
export const percentile = (figures: readonly number[], share: number): number =>
  at(
    figures.toSorted((a, b) => a - b),
    share,
  )

/** Words a measured figure: `31.2 (30.8 to 33.0)`. */
export const words = ({ median, quartiles: [low, high] }: Measured, digits = 1): string =>
  `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`
