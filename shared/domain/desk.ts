/** The 13 local policing divisions of Police Scotland by letter. @see data/council_division.tsv */
export const divisions = {
  A: 'North East',
  C: 'Forth Valley',
  D: 'Tayside',
  E: 'Edinburgh',
  G: 'Greater Glasgow',
  J: 'The Lothians and Scottish Borders',
  K: 'Renfrewshire and Inverclyde',
  L: 'Argyll and West Dunbartonshire',
  N: 'Highlands and Islands',
  P: 'Fife',
  Q: 'Lanarkshire',
  U: 'Ayrshire',
  V: 'Dumfries and Galloway',
} as const

/** The letter of a division. */
export type Division = keyof typeof divisions

/**
 * Desks that take no new reports, each with its heir: the desk whose officers answer for the reports that it keeps. A
 * name stays here for as long as any report has it.
 *
 * @see docs/decisions/0030-a-retired-desk-keeps-its-reports.md
 */
export const retiredDesks = {} as const satisfies Readonly<Record<string, string>>

/** A desk that takes no new reports. */
export type RetiredDesk = keyof typeof retiredDesks

/** A duty team that takes reports: one a division, and the three that are not local. */
export type Desk = Exclude<
  `division-${Lowercase<Division>}` | 'child-protection' | 'outside-scotland' | 'duty-control',
  RetiredDesk
>

/** A desk whose reports officers read, whether it takes new ones or not. */
export type ServedDesk = Desk | RetiredDesk

/**
 * The desk of canaries: reports that Harbour sends to itself. It has no officers and no people to notify, and stands in
 * no list that people see.
 *
 * @see docs/decisions/0042-a-canary-walks-the-way-of-a-report.md
 */
export const canaryDesk = 'canary'

/** A desk that has reports. */
export type ReportDesk = ServedDesk | typeof canaryDesk

/** Every desk, in a fixed order: divisions by letter, then the others. */
export const desks = [
  'division-a',
  'division-c',
  'division-d',
  'division-e',
  'division-g',
  'division-j',
  'division-k',
  'division-l',
  'division-n',
  'division-p',
  'division-q',
  'division-u',
  'division-v',
  'child-protection',
  'outside-scotland',
  'duty-control',
] as const satisfies readonly Desk[]

const heirs: Readonly<Record<RetiredDesk, Desk>> = retiredDesks

/** Every desk whose reports officers read. */
export const servedDesks: readonly ServedDesk[] = [...desks, ...(Object.keys(retiredDesks) as RetiredDesk[])]

const byDivision = {
  A: 'division-a',
  C: 'division-c',
  D: 'division-d',
  E: 'division-e',
  G: 'division-g',
  J: 'division-j',
  K: 'division-k',
  L: 'division-l',
  N: 'division-n',
  P: 'division-p',
  Q: 'division-q',
  U: 'division-u',
  V: 'division-v',
} as const satisfies Record<Division, Desk>

/** Returns the desk that owns adult reports of a division. */
export const deskOfDivision = (division: Division): Desk => byDivision[division]

/** True for the id of a desk that takes reports. */
export const isDesk = (text: unknown): text is Desk => desks.some((desk) => desk === text)

/** True for the id of a desk whose reports officers read. */
export const isServedDesk = (text: unknown): text is ServedDesk => servedDesks.some((desk) => desk === text)

/** True for the id of a desk that has reports. */
export const isReportDesk = (text: unknown): text is ReportDesk => text === canaryDesk || isServedDesk(text)

/** Returns the desk that answers for a desk's reports: itself, or the heir of a retired one. */
export const heirOf = (desk: ServedDesk): Desk => (isDesk(desk) ? desk : heirs[desk])

/** Returns every desk whose reports the officers of these desks answer for. */
export const withRetired = (served: readonly Desk[]): readonly ServedDesk[] =>
  servedDesks.filter((desk) => served.includes(heirOf(desk)))
