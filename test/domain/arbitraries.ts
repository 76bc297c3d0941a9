import fc from 'fast-check'
import { ageBands } from '../../shared/domain/age.ts'
import { type Division, desks, divisions } from '../../shared/domain/desk.ts'
import { grades, type Urgency } from '../../shared/domain/grade.ts'
import type { Place } from '../../shared/domain/place.ts'
import type { RoutingFacts } from '../../shared/domain/route.ts'

/** Any age band, `unknown` included. */
export const anyBand = fc.constantFrom(...ageBands)

/** Any desk. */
export const anyDesk = fc.constantFrom(...desks)

/** Any grade. */
export const anyGrade = fc.constantFrom(...grades)

/** Any place that `findPlace` may give. */
export const anyPlace: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    kind: fc.constant('division' as const),
    division: fc.constantFrom(...(Object.keys(divisions) as Division[])),
    share: fc.double({ min: 0.5, max: 1, noNaN: true }),
    by: fc.constantFrom('sector' as const, 'district' as const, 'council' as const),
  }),
  fc.constant({ kind: 'outside-scotland' as const }),
  fc.constant({ kind: 'unknown' as const }),
)

/** Any urgency facts. */
export const anyUrgency: fc.Arbitrary<Urgency> = fc.record({
  inDangerNow: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  selfHarm: fc.constantFrom(...(['none', 'thoughts', 'plan', 'attempt', 'unknown'] as const)),
  ageNow: anyBand,
  ageInImages: anyBand,
  demandDeadlineWithin24Hours: fc.boolean(),
  contactOngoing: fc.boolean(),
  imagesShared: fc.boolean(),
})

/** Any routing facts whose urgency has the same ages. */
export const anyFacts: fc.Arbitrary<RoutingFacts> = fc
  .record({ urgency: anyUrgency, place: anyPlace })
  .map((facts) => ({
    ...facts,
    ages: { now: facts.urgency.ageNow, inImages: facts.urgency.ageInImages },
  }))
