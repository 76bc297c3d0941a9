import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ClockTime,
  hoursInWords,
  isOpenAt,
  type Weekday,
  type WeeklyHours,
} from '../../shared/domain/guidance-hours.ts'

/** Breathing Space, as its page says it: Mon-Thu 18:00-02:00, Fri 18:00 to Mon 06:00. */
const nights: WeeklyHours = {
  spans: [
    { from: 'Monday', to: 'Thursday', opens: '18:00', closes: '02:00' },
    { from: 'Friday', to: 'Monday', opens: '18:00', closes: '06:00', throughout: true },
  ],
}
/** An office that keeps bank holidays. */
const office: WeeklyHours = { spans: [{ from: 'Monday', to: 'Friday', opens: '10:00', closes: '16:00' }] }

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

describe('whether a service is open', () => {
  test.each<[at: string, isOpen: boolean, why: string]>([
    ['2026-11-23T05:59:59Z', true, 'Monday before 06:00, the end of the weekend'],
    ['2026-11-23T06:00:00Z', false, 'Monday 06:00'],
    ['2026-11-23T17:59:59Z', false, 'Monday before 18:00'],
    ['2026-11-23T18:00:00Z', true, 'Monday 18:00'],
    ['2026-11-24T00:00:00Z', true, 'Tuesday midnight'],
    ['2026-11-24T01:59:59Z', true, 'Tuesday before 02:00'],
    ['2026-11-24T02:00:00Z', false, 'Tuesday 02:00'],
    ['2026-11-27T01:59:59Z', true, 'Friday before 02:00, still of Thursday'],
    ['2026-11-27T02:00:00Z', false, 'Friday 02:00'],
    ['2026-11-27T17:59:59Z', false, 'Friday before 18:00'],
    ['2026-11-27T18:00:00Z', true, 'Friday 18:00'],
    ['2026-11-28T03:00:00Z', true, 'Saturday 03:00'],
    ['2026-11-28T12:00:00Z', true, 'Saturday noon'],
    ['2026-11-29T23:59:59Z', true, 'the last second of Sunday'],
    ['2026-11-30T00:00:00Z', true, 'the first second of Monday'],
  ])('a service that is open over midnight in winter is open at %s: %s, for it is %s', (at, isOpen) => {
    expect(isOpenAt(nights, new Date(at))).toBe(isOpen)
  })

  test.each<[at: string, isOpen: boolean, why: string]>([
    ['2027-03-26T01:59:59Z', true, 'Friday before 02:00 GMT'],
    ['2027-03-26T02:00:00Z', false, 'Friday 02:00 GMT'],
    ['2027-03-28T00:59:59Z', true, 'Sunday, the last second before summer time'],
    ['2027-03-28T01:00:00Z', true, 'Sunday 02:00 BST, the first second of summer time'],
    ['2027-03-29T04:59:59Z', true, 'Monday before 06:00 BST'],
    ['2027-03-29T05:00:00Z', false, 'Monday 06:00 BST'],
    ['2027-03-29T16:59:59Z', false, 'Monday before 18:00 BST'],
    ['2027-03-29T17:00:00Z', true, 'Monday 18:00 BST'],
    ['2026-10-23T00:59:59Z', true, 'Friday before 02:00 BST'],
    ['2026-10-23T01:00:00Z', false, 'Friday 02:00 BST'],
    ['2026-10-25T00:30:00Z', true, 'Sunday 01:30 BST'],
    ['2026-10-25T01:30:00Z', true, 'Sunday 01:30 again, GMT'],
    ['2026-10-26T05:59:59Z', true, 'Monday before 06:00 GMT'],
    ['2026-10-26T06:00:00Z', false, 'Monday 06:00 GMT'],
  ])('a service is open over the changes of the clocks at %s: %s, for it is %s', (at, isOpen) => {
    expect(isOpenAt(nights, new Date(at))).toBe(isOpen)
  })

  test.each<[at: string, isOpen: boolean, why: string]>([
    ['2026-10-23T08:59:59Z', false, 'Friday before 10:00 BST'],
    ['2026-10-23T09:00:00Z', true, 'Friday 10:00 BST'],
    ['2026-10-23T14:59:59Z', true, 'Friday before 16:00 BST'],
    ['2026-10-23T15:00:00Z', false, 'Friday 16:00 BST'],
    ['2026-10-24T11:00:00Z', false, 'Saturday'],
    ['2026-10-25T11:00:00Z', false, 'Sunday'],
    ['2026-10-26T09:00:00Z', false, 'Monday 09:00 GMT'],
    ['2026-10-26T10:00:00Z', true, 'Monday 10:00 GMT'],
    ['2026-10-26T16:00:00Z', false, 'Monday 16:00 GMT'],
    ['2027-03-26T09:59:59Z', false, 'Friday before 10:00 GMT'],
    ['2027-03-29T09:00:00Z', true, 'Monday 10:00 BST'],
  ])('a service that is open by day is open at %s: %s, for it is %s', (at, isOpen) => {
    expect(isOpenAt(office, new Date(at))).toBe(isOpen)
    const notOnBankHolidays: WeeklyHours = { ...office, notOnBankHolidays: true }
    expect(isOpenAt(notOnBankHolidays, new Date(at))).toBe(isOpen ? undefined : false)
  })

  test('a service without hours is open when it is always open, and of no other is anything known', () => {
    const now = new Date('2026-11-24T12:00:00Z')
    expect(isOpenAt('always', now)).toBe(true)
    expect(isOpenAt('not-known', now)).toBeUndefined()
    expect(isOpenAt('no-service', now)).toBeUndefined()
  })
})

describe('the clock of Europe/London', () => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const shownAt = (now: Date) => {
    const part = (type: string) => format.formatToParts(now).find((each) => each.type === type)?.value ?? ''
    return { weekday: part('weekday') as Weekday, time: `${part('hour')}:${part('minute')}` as ClockTime }
  }
  const oneMinuteLater = (time: string): ClockTime => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const next = (hours * 60 + minutes + 1) % 1440
    const two = (value: number) => String(value).padStart(2, '0')
    return `${two(Math.floor(next / 60))}:${two(next % 60)}` as ClockTime
  }
  /** A service that is open in the one minute of the week that Intl shows. */
  const agrees = (now: Date) => {
    const { weekday, time } = shownAt(now)
    const opensOn = (day: Weekday): WeeklyHours => ({
      spans: [{ from: day, to: day, opens: time, closes: oneMinuteLater(time) }],
    })
    for (const day of weekdays) expect(isOpenAt(opensOn(day), now), now.toISOString()).toBe(day === weekday)
  }

  test("the clock of Europe/London is Intl's around 01:00 UTC on every Sunday of March and October from 2003 to 2039", () => {
    const hour = 3_600_000
    const sundays = Array.from({ length: 37 * 366 }, (_, day) => new Date(Date.UTC(2003, 0, 1 + day, 1))).filter(
      (at) => at.getUTCDay() === 0 && [2, 9].includes(at.getUTCMonth()),
    )
    expect(sundays.length).toBeGreaterThan(37 * 8)
    for (const sunday of sundays) {
      for (const ms of [-hour, -1, 0, hour - 1, hour]) agrees(new Date(sunday.getTime() + ms))
    }
  })

  test("the clock of Europe/London is Intl's at any instant", () => {
    const anyInstant = fc.date({ min: new Date('2003-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(fc.property(anyInstant, agrees), { numRuns: 500 })
  })
})

describe('hours in words', () => {
  test('the hours of a service in words are those of every span, and of bank holidays', () => {
    expect(hoursInWords(nights)).toBe('Monday to Thursday, 18:00 to 02:00; Friday 18:00 to Monday 06:00')
    expect(hoursInWords(office)).toBe('Monday to Friday, 10:00 to 16:00')
    expect(hoursInWords({ ...office, notOnBankHolidays: true })).toBe(
      'Monday to Friday, 10:00 to 16:00, not on bank holidays',
    )
    expect(hoursInWords('always')).toBe('day and night, every day')
    expect(hoursInWords('not-known')).toBeUndefined()
    expect(hoursInWords('no-service')).toBeUndefined()
  })
})
