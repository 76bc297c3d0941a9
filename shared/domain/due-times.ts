import { minutesAfter, policy } from './policy.ts'

/** Returns the instant at which watch-deadlines repeats what was just asked for, ISO 8601 UTC. */
export const redriveAt = (now: Date): string => minutesAfter(now, policy.redriveMinutes)

/** Returns the earliest of some instants, ISO 8601 UTC; undefined ones do not count. */
export const earliest = (first: string, ...others: ReadonlyArray<string | undefined>): string =>
  others.reduce<string>((soonest, at) => (at !== undefined && at < soonest ? at : soonest), first)

/**
 * Returns the next retry time: one minute from now, or the current `dueAt` if that is sooner. New events never postpone
 * a retry. ISO 8601 UTC.
 */
export const dueSoon = ({ dueAt }: { readonly dueAt?: string }, now: Date): string => earliest(redriveAt(now), dueAt)
