import type { AgeBand, Ages } from './age.ts'
import { adviceLines } from './guidance-data.ts'
import { type Hours, hoursInWords, isOpenAt } from './guidance-hours.ts'
import { type AdviceFor, type AdviceLine, type Paid, type Platform, reviewBy, type Shared } from './guidance-line.ts'
import type { Place } from './place.ts'
import { defined } from './record.ts'

/** One piece of advice, as a person receives it at an instant. */
export interface Advice extends Pick<AdviceLine, 'id' | 'text' | 'source' | 'url' | 'phone'> {
  /** The day on which its source was last seen, ISO 8601. */
  readonly reviewedOn: string
  /** The day after which it may no longer be true, ISO 8601. */
  readonly reviewBy: string
  /** The hours of the service in words, in Europe/London; left out when there is no service or none are known. */
  readonly open?: string
  /** Left out when it cannot be known, and when there is no service. */
  readonly isOpenNow?: boolean
}

/** Whom advice is asked for: closed answers only. The ages are the victim's, whoever reports. */
export interface AdviceSeeker {
  readonly ages: Ages
  readonly paid: Paid
  readonly shared: Shared
  /** @default false */
  readonly forSomeoneElse?: boolean
  /** @default unknown */
  readonly place?: Place['kind']
  readonly platform?: Platform | undefined
}

const under18: readonly AgeBand[] = ['under-13', '13-15', '16-17']

/** A person under 18 now was under 18 in every image, whatever was answered. An age that nobody asked is unknown. */
const bandInImages = ({ now, inImages }: Ages): AgeBand => {
  if (under18.includes(now)) return now
  return inImages === 'not-asked' ? 'unknown' : inImages
}

const admits = <Answer>(allowed: readonly Answer[] | undefined, answer: Answer): boolean =>
  allowed === undefined || allowed.includes(answer)

const isFor = (who: AdviceSeeker, condition: AdviceFor): boolean =>
  admits(condition.now, who.ages.now) &&
  admits(condition.inImages, bandInImages(who.ages)) &&
  admits(condition.paid, who.paid) &&
  admits(condition.shared, who.shared) &&
  admits(condition.place, who.place ?? 'unknown') &&
  (condition.platform === undefined || condition.platform === who.platform) &&
  (condition.forSomeoneElse === undefined || who.forSomeoneElse === true)

/** Ranks what is open now, or needs nobody to be there, before what may be open, and that before what is closed. */
const rankAt = (hours: Hours, now: Date): number => {
  const isOpen = hours === 'no-service' || isOpenAt(hours, now)
  if (isOpen === undefined) return 1
  return isOpen ? 0 : 2
}

const toAdvice = (line: AdviceLine, now: Date): Advice => {
  const { for: _for, hours, seenOn, ...said } = line
  return {
    ...said,
    reviewedOn: seenOn,
    reviewBy: reviewBy(line),
    ...defined({ open: hoursInWords(hours), isOpenNow: isOpenAt(hours, now) }),
  }
}

/**
 * Returns the advice for a person at an instant: 999 first, then in the order of need, with each service that is open
 * before each that may be, and that before each that is closed. Never names a service that is not for their age.
 */
export const guidanceFor = (who: AdviceSeeker, now: Date): readonly Advice[] =>
  adviceLines
    .filter((line) => isFor(who, line.for))
    .toSorted((one, other) => rankAt(one.hours, now) - rankAt(other.hours, now))
    .map((line) => toAdvice(line, now))

/** Returns the lines whose review date has passed: somebody must open their sources again. */
export const adviceToReview = (today: Date): readonly AdviceLine[] =>
  adviceLines.filter((line) => reviewBy(line) < today.toISOString().slice(0, 10))
