import { canaryBody } from '../../shared/contract/canary.ts'
import type { Submission } from '../../shared/contract/submission.ts'
import { createRandom } from './random.ts'

/** The word that stands in everything that is typed in a simulation, and nowhere else. */
export const typed = 'qwertz'

/** Somebody who reports, and what they were told. */
export interface Reporter {
  readonly idempotencyKey: string
  readonly submission: Submission
  /** Whether it comes with the tag of a canary: with the right one, Harbour sends it to itself. */
  readonly tag: 'none' | 'right' | 'wrong' | 'right on other words'
  /** What the 202 gave. */
  kept: { readonly reportId: string; readonly followUpCode: string } | undefined
  /** The references that they were given before, of reports that they withdrew. */
  readonly earlier: string[]
  /** What they added and were told is stored. */
  readonly additions: string[]
  /** True once they were told that their text is erased. */
  isErased: boolean
  /** Openings that officers were answered 200, by officer. */
  readonly openings: Map<string, number>
}

const submissions: readonly Submission[] = [
  { age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'EH6 6AA' }, narrative: `${typed} in Leith` },
  { age: { now: '16-17', inImages: '16-17' }, location: { postcode: 'KY1 1XX' }, narrative: `${typed} in Kirkcaldy` },
  { age: { now: '25-44', inImages: '25-44' }, danger: { inDangerNow: 'yes' }, narrative: `${typed} in danger` },
  { age: { now: '45-plus', inImages: '45-plus' }, location: { country: 'England' }, narrative: `${typed} in Carlisle` },
  { narrative: `${typed} and nothing else` },
]

const hex = (random: ReturnType<typeof createRandom>, length: number): string =>
  Array.from({ length }, () => random.below(16).toString(16)).join('')

const tags = ['none', 'none', 'none', 'none', 'right', 'right', 'wrong', 'right on other words'] as const

/** A right tag makes a canary of the canaries' own words alone: nobody hides a person's report by it. */
const toTagged = (tag: (typeof tags)[number], submission: Submission): Pick<Reporter, 'tag' | 'submission'> => {
  if (tag === 'right on other words') return { tag, submission }
  return { tag, submission: tag === 'none' ? submission : canaryBody }
}

/** Creates the reporters of a run. */
export const createReporters = (seed: number, count: number): readonly Reporter[] => {
  const random = createRandom(seed ^ 0x5eed)
  const tagging = createRandom(seed ^ 0xca9a)
  return Array.from({ length: count }, () => ({
    ...toTagged(tagging.pick(tags), random.pick(submissions)),
    idempotencyKey: `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`,
    kept: undefined,
    earlier: [],
    additions: [],
    isErased: false,
    openings: new Map<string, number>(),
  }))
}
