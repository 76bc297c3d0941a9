import { minutesAfter } from '../../shared/domain/policy.ts'

/** The moment of the tests: 13:00 on 24 November 2026, an hour after the reports of the kit were received. */
export const now = new Date('2026-11-24T13:00:00.000Z')

/** The same, ISO 8601 UTC. */
export const dueNow = now.toISOString()

/** Returns the instant so many minutes from then, ISO 8601 UTC. */
export const inMinutes = (minutes: number): string => minutesAfter(now, minutes)

/** The desk of the reports of the kit. */
export const desk = 'child-protection'

/** An officer of that desk, at that moment. */
export const maker = { who: 'officer-1', now }
