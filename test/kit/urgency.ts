import type { Urgency } from '../../shared/domain/grade.ts'

/** What an adult says who is in no danger, and whom nobody presses: a report of it is standard. */
export const calm: Urgency = {
  inDangerNow: 'no',
  selfHarm: 'none',
  ageNow: '25-44',
  ageInImages: '25-44',
  demandDeadlineWithin24Hours: false,
  contactOngoing: false,
  imagesShared: false,
}
