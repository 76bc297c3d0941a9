import type { Ages, ImagesAge } from './age.ts'
import { type Advice, type AdviceFor, adviceList, type Paid, type Shared, type Side } from './guidance-data.ts'

/** Whom advice is asked for: closed answers only. The ages are the victim's, whoever reports. */
export interface AdviceSeeker {
  readonly ages: Ages
  readonly paid: Paid
  readonly shared: Shared
  /** @default false */
  readonly forSomeoneElse?: boolean
}

const sides = {
  'not-asked': 'unknown',
  'under-13': 'under-18',
  '13-15': 'under-18',
  '16-17': 'under-18',
  '18-24': '18-or-over',
  '25-44': '18-or-over',
  '45-plus': '18-or-over',
  unknown: 'unknown',
} as const satisfies Record<ImagesAge, Side>

/** A person under 18 now was under 18 in every image, whatever was answered. */
const sideInImages = ({ now, inImages }: Ages): Side => (sides[now] === 'under-18' ? 'under-18' : sides[inImages])

const admits = <Answer>(allowed: readonly Answer[] | undefined, answer: Answer): boolean =>
  allowed === undefined || allowed.includes(answer)

const isFor = (who: AdviceSeeker, condition: AdviceFor): boolean =>
  admits(condition.now, sides[who.ages.now]) &&
  admits(condition.inImages, sideInImages(who.ages)) &&
  admits(condition.paid, who.paid) &&
  admits(condition.shared, who.shared) &&
  (condition.forSomeoneElse === undefined || who.forSomeoneElse === true)

/**
 * Returns the advice for a person, most urgent first: always 999 first, and never a service that is not for their age.
 */
export const guidanceFor = (who: AdviceSeeker): readonly Advice[] =>
  adviceList.filter((entry) => isFor(who, entry.for)).map((entry) => entry.advice)
