import type { AgeBand } from './age.ts'

/** Bands of people who are under 18, or may be. */
export const mayBeUnder18: readonly AgeBand[] = ['under-13', '13-15', '16-17', 'unknown']

/** Bands of people who are under 19, or may be. */
export const mayBeUnder19: readonly AgeBand[] = [...mayBeUnder18, '18-24']

/** Bands of people who are 18 or over, or may be. */
export const mayBeAdult: readonly AgeBand[] = ['18-24', '25-44', '45-plus', 'unknown']

/** Bands of people who are 16 or over, or may be. */
export const mayBe16OrOver: readonly AgeBand[] = ['16-17', ...mayBeAdult]
