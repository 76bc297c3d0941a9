import { policy } from './policy.ts'

/** Wrong follow-up codes given for one reference since a window began. */
export interface WrongAttempts {
  /** ISO 8601 UTC. */
  readonly windowStartedAt: string
  readonly wrong: number
}

/** Returns the instant after which a window must have begun to count still, ISO 8601 UTC. */
export const windowsSince = (now: Date): string =>
  new Date(now.getTime() - policy.attemptWindowMinutes * 60_000).toISOString()

/**
 * Says whether a reference is closed to any code for now. It opens by itself when its window ends, and wrong codes
 * given meanwhile don't put that off: nobody can lock the owner out for good.
 */
export const isLockedOut = (attempts: WrongAttempts | undefined, now: Date): boolean =>
  attempts !== undefined && attempts.windowStartedAt > windowsSince(now) && attempts.wrong >= policy.wrongAttempts
