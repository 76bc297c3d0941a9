import type { AgeBand } from './age.ts'
import type { Hours } from './guidance-hours.ts'
import type { Place } from './place.ts'

/** Whether money was paid, as the reporter answered. */
export type Paid = 'no' | 'yes' | 'partly' | 'asked-again' | 'unknown'

/** Whether images were shared already, as the reporter answered. */
export type Shared = 'no' | 'yes' | 'unsure' | 'unknown'

/** The platforms that there is advice for. A platform is chosen from this list, never found in text that was typed. */
export const platforms = ['instagram', 'discord'] as const

/** One of the platforms that there is advice for. */
export type Platform = (typeof platforms)[number]

/** Whom a line is for: every condition that it names must hold; a line that names none is for everyone. */
export interface AdviceFor {
  readonly now?: readonly AgeBand[]
  /** The age that the images show. For a person under 18 now, this is the age now. */
  readonly inImages?: readonly AgeBand[]
  readonly paid?: readonly Paid[]
  readonly shared?: readonly Shared[]
  /** A person who reports for someone else. */
  readonly forSomeoneElse?: true
  readonly place?: ReadonlyArray<Place['kind']>
  readonly platform?: Platform
}

/**
 * One piece of advice, as it is kept: what it says, to whom, when its service is open, and where and when it was seen.
 */
export interface AdviceLine {
  readonly id: string
  /** Plain English, to the person; at most 240 characters. Hours that are not "always" stand in it too. */
  readonly text: string
  readonly for: AdviceFor
  readonly hours: Hours
  /** Where it was seen. */
  readonly source: string
  /** The day on which it was last seen, ISO 8601. `reviewBy` says how that day is chosen. */
  readonly seenOn: string
  /** A page of the service. Always a constant: no part of it comes from a reporter. */
  readonly url?: string
  /** The number to call, as it stands in the text. */
  readonly phone?: string
}

/** How long a line counts as true after it was seen. */
const monthsUntilReview = 6

/**
 * Returns the day by which somebody must have opened the source again: six months after `seenOn`. A day that the sixth
 * month does not have is the first of the next month.
 *
 * `seenOn` is the newest day on which the source is known to have said so:
 * - a dated page or press item: its date; a month or a year counts from its first day;
 * - an undated page: the day on which its copy was read;
 * - what was read again: that day (2026-11-24 for the lines that were first written then).
 *
 * A line with several facts counts from the oldest of them.
 */
export const reviewBy = ({ seenOn }: Pick<AdviceLine, 'seenOn'>): string => {
  const day = new Date(seenOn)
  day.setUTCMonth(day.getUTCMonth() + monthsUntilReview)
  return day.toISOString().slice(0, 10)
}
