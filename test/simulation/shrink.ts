import { run } from './run.ts'
import type { Moment, Schedule } from './schedule.ts'

const withMoments = (schedule: Schedule, moments: readonly Moment[]): Schedule => ({ ...schedule, moments })

/**
 * Every schedule that is a little simpler: without a run of moments, without one event, without one fault, without
 * skew.
 */
function* simpler(schedule: Schedule): Generator<Schedule> {
  const { moments } = schedule
  for (let size = Math.ceil(moments.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < moments.length; from += size) {
      yield withMoments(schedule, moments.toSpliced(from, size))
    }
  }
  for (const [index, moment] of moments.entries()) {
    for (const [place, event] of moment.events.entries()) {
      const without = moment.events.toSpliced(place, 1)
      if (without.length > 0) yield withMoments(schedule, moments.with(index, { ...moment, events: without }))
      if (event.fault === undefined) continue
      const calm = moment.events.with(place, { happening: event.happening })
      yield withMoments(schedule, moments.with(index, { ...moment, events: calm }))
    }
    if (moment.minutes > 0) yield withMoments(schedule, moments.with(index, { ...moment, minutes: 0 }))
  }
  if (Object.keys(schedule.skewSeconds).length > 0) yield { ...schedule, skewSeconds: {} }
}

/** Gives the simplest schedule found that still breaks the same promise. */
export const shrink = async (schedule: Schedule, violation: string): Promise<Schedule> => {
  let smallest = schedule
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const candidate of simpler(smallest)) {
      if ((await run(candidate)).violation !== violation) continue
      smallest = candidate
      isSmaller = true
      break
    }
  }
  return smallest
}
