import { type AgeBand, type AgeGroup, type ImagesAge, isUnder13 } from './age.ts'

/** How fast a report must be seen, in Police Scotland's words (scotland.police.uk, call handling, THRIVE). */
export type Grade = 'immediate' | 'prompt' | 'standard'

/** The grades, most urgent first. */
export const grades = ['immediate', 'prompt', 'standard'] as const satisfies readonly Grade[]

/**
 * Returns the grade that a stored one counts as. A grade that this code does not know, as a later release may write it,
 * counts as immediate: nobody waits longer for it.
 */
export const toGrade = (stored: string): Grade => grades.find((grade) => grade === stored) ?? 'immediate'

/** What the grade is decided by: closed answers and yes/no facts, never text. */
export interface Urgency {
  readonly inDangerNow: 'yes' | 'no' | 'unknown'
  readonly selfHarm: 'none' | 'thoughts' | 'plan' | 'attempt' | 'unknown'
  readonly ageNow: AgeBand
  readonly ageInImages: ImagesAge
  /** The demand's deadline is within 24 hours of the report, or already past. */
  readonly demandDeadlineWithin24Hours: boolean
  readonly contactOngoing: boolean
  readonly imagesShared: boolean
}

interface GradeRule {
  readonly reason: string
  readonly grade: Exclude<Grade, 'standard'>
  readonly applies: (urgency: Urgency, ageGroup: AgeGroup) => boolean
}

const rules = [
  { reason: 'in-danger-now', grade: 'immediate', applies: (u) => u.inDangerNow === 'yes' },
  { reason: 'self-harm-plan', grade: 'immediate', applies: (u) => u.selfHarm === 'plan' },
  { reason: 'self-harm-attempt', grade: 'immediate', applies: (u) => u.selfHarm === 'attempt' },
  { reason: 'under-13', grade: 'immediate', applies: (u) => isUnder13({ now: u.ageNow, inImages: u.ageInImages }) },
  { reason: 'child', grade: 'prompt', applies: (_, ageGroup) => ageGroup === 'child' },
  { reason: 'self-harm-thoughts', grade: 'prompt', applies: (u) => u.selfHarm === 'thoughts' },
  { reason: 'demand-deadline-within-24-hours', grade: 'prompt', applies: (u) => u.demandDeadlineWithin24Hours },
  { reason: 'contact-ongoing', grade: 'prompt', applies: (u) => u.contactOngoing },
  { reason: 'images-shared', grade: 'prompt', applies: (u) => u.imagesShared },
] as const satisfies readonly GradeRule[]

/** The id of a reason that raised a grade above standard. */
export type GradeReason = (typeof rules)[number]['reason']

/** A grade with every reason that holds, most urgent first; standard has none. */
export interface Grading {
  readonly grade: Grade
  readonly reasons: readonly GradeReason[]
}

/**
 * Decides the grade: the most urgent rule that holds wins, and every rule that holds is named.
 *
 * @param ageGroup - the one that decides the desk, so that a child's desk and a child's grade go together
 */
export const gradeOf = (urgency: Urgency, ageGroup: AgeGroup): Grading => {
  const holding = rules.filter((rule) => rule.applies(urgency, ageGroup))
  return { grade: holding[0]?.grade ?? 'standard', reasons: holding.map((rule) => rule.reason) }
}
