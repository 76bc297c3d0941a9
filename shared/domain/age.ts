/** The age bands a reporter may choose from, youngest first. `unknown` is a full answer. */
export const ageBands = ['under-13', '13-15', '16-17', '18-24', '25-44', '45-plus', 'unknown'] as const

/** One of the age bands, in whole years, or `unknown`. */
export type AgeBand = (typeof ageBands)[number]

/** Who must care for a report: child protection, or the desk of a division. */
export type AgeGroup = 'child' | 'adult'

/** Age when the images were made; `not-asked` when there is no answer at all, which is less than `unknown`. */
export type ImagesAge = AgeBand | 'not-asked'

/** What decides the age group. */
export interface Ages {
  readonly now: AgeBand
  readonly inImages: ImagesAge
  /** True when anything that was sent about the age was not understood. */
  readonly notUnderstood?: true
}

const adultBands: readonly ImagesAge[] = ['18-24', '25-44', '45-plus']

/**
 * Returns the age group by the lower of the two ages, or by the age now alone where the other was not asked. `unknown`
 * counts as a child, and so does an answer that was not understood.
 *
 * @see docs/decisions/0025-an-age-in-the-images-that-was-not-asked-decides-nothing.md
 * @see StopNCII sends people of 18 to Take It Down when the images show them under 18 (stopncii.org/faq).
 */
export const ageGroupOf = ({ now, inImages, notUnderstood }: Ages): AgeGroup => {
  const isAdultInImages = inImages === 'not-asked' || adultBands.includes(inImages)
  return adultBands.includes(now) && isAdultInImages && notUnderstood !== true ? 'adult' : 'child'
}

/** True when the person is under 13, by their age now or, where that is unknown, by their age in the images. */
export const isUnder13 = ({ now, inImages }: Pick<Ages, 'now' | 'inImages'>): boolean =>
  now === 'under-13' || (now === 'unknown' && inImages === 'under-13')

/** Older than anyone has been: such a date is a slip. */
const oldestYears = 125

const bandLimits: ReadonlyArray<readonly [yearsBelow: number, band: AgeBand]> = [
  [13, 'under-13'],
  [16, '13-15'],
  [18, '16-17'],
  [25, '18-24'],
  [45, '25-44'],
]

/**
 * Returns the age band of a person on a day.
 *
 * @param dateOfBirth - ISO 8601 date, `YYYY-MM-DD`; a date after `on`, too long ago, or none at all returns `unknown`
 * @param on - the instant of the report; its UTC date counts
 */
export const ageBandOn = (dateOfBirth: string, on: Date): AgeBand => {
  const [year = 0, month = 0, day = 0] = dateOfBirth.split('-').map(Number)
  const beforeBirthday = on.getUTCMonth() + 1 < month || (on.getUTCMonth() + 1 === month && on.getUTCDate() < day)
  const years = on.getUTCFullYear() - year - (beforeBirthday ? 1 : 0)
  if (!(years >= 0 && years <= oldestYears)) return 'unknown'
  return bandLimits.find(([yearsBelow]) => years < yearsBelow)?.[1] ?? '45-plus'
}
