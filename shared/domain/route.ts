import { type AgeGroup, type Ages, ageGroupOf } from './age.ts'
import { canaryDesk, type Desk, deskOfDivision } from './desk.ts'
import { type Grading, gradeOf, type Urgency } from './grade.ts'
import type { Place } from './place.ts'

/** The version of the rules and the region data that a decision was made by. Raise it with either. */
export const routingVersion = '2026-11-27'

/**
 * What routing needs to know of a report, kept in clear beside the sealed text: closed answers only, never a word that
 * was typed.
 */
export interface RoutingFacts {
  readonly ages: Ages
  readonly place: Place
  readonly urgency: Urgency
  /** Harbour sent it to itself: its tag was verified. */
  readonly isCanary?: true
}

/** Who owns a report and why: the desk, the rule that chose it, and the grade with its reasons. */
export interface RouteDecision extends Grading {
  readonly desk: Desk | typeof canaryDesk
  readonly ageGroup: AgeGroup
  /** `drill` for what nobody reported: whoever began it chose the desk. */
  readonly ruleId: 'child' | 'adult-in-division' | 'adult-outside-scotland' | 'adult-place-unknown' | 'drill' | 'canary'
  readonly routingVersion: string
}

const ownerOf = (ageGroup: AgeGroup, place: Place): Pick<RouteDecision, 'desk' | 'ruleId'> => {
  if (ageGroup === 'child') return { desk: 'child-protection', ruleId: 'child' }
  switch (place.kind) {
    case 'division':
      return { desk: deskOfDivision(place.division), ruleId: 'adult-in-division' }
    case 'outside-scotland':
      return { desk: 'outside-scotland', ruleId: 'adult-outside-scotland' }
    case 'unknown':
      return { desk: 'duty-control', ruleId: 'adult-place-unknown' }
  }
}

/** Decides the desk and the grade of a report. Total: every report has both. */
export const decideRoute = (facts: RoutingFacts): RouteDecision => {
  const ageGroup = ageGroupOf(facts.ages)
  const owner = facts.isCanary ? ({ desk: canaryDesk, ruleId: 'canary' } as const) : ownerOf(ageGroup, facts.place)
  return { ...owner, ...gradeOf(facts.urgency, ageGroup), ageGroup, routingVersion }
}
