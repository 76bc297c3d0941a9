import { ageBandOn } from '../domain/age.ts'
import type { Place } from '../domain/place.ts'
import { policy } from '../domain/policy.ts'
import type { RoutingFacts } from '../domain/route.ts'
import { isInstantOrDay } from './fields.ts'
import type { UnderstoodSubmission } from './submission.ts'

/** Returns true if the deadline is near or past, or cannot be read. A day without a time ends at midnight UTC. */
const isNear = (deadlineAt: string | undefined, now: Date): boolean => {
  if (deadlineAt === undefined) return false
  if (!isInstantOrDay(deadlineAt)) return true
  const instant = Date.parse(deadlineAt.length === 10 ? `${deadlineAt}T23:59:59Z` : deadlineAt)
  return instant <= now.getTime() + policy.demandDeadlineHours * 3_600_000
}

/** Returns what routing needs of a submission: closed answers only. What was left out is unknown, or not asked. */
export const toRoutingFacts = (
  { value, unclear }: Pick<UnderstoodSubmission, 'value' | 'unclear'>,
  place: Place,
  now: Date,
): RoutingFacts => {
  const { age, danger, demand, timeline, images } = value
  const ages = {
    now: age?.dateOfBirth === undefined ? (age?.now ?? 'unknown') : ageBandOn(age.dateOfBirth, now),
    inImages: age?.inImages ?? 'not-asked',
    ...(unclear.age ? ({ notUnderstood: true } as const) : {}),
  } as const
  return {
    ages,
    place,
    urgency: {
      inDangerNow: danger?.inDangerNow ?? 'unknown',
      selfHarm: danger?.selfHarm ?? 'unknown',
      ageNow: ages.now,
      ageInImages: ages.inImages,
      demandDeadlineWithin24Hours: unclear.deadline || isNear(demand?.deadlineAt, now),
      contactOngoing: timeline?.ongoing === 'yes',
      imagesShared: images?.sharedAlready === 'yes',
    },
  }
}
