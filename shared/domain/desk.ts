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

/** A duty team that owns reports: one a division, and the three that are not local. */
export type Desk = `division-${Lowercase<Division>}` | 'child-protection' | 'outside-scotland' | 'duty-control'

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

const shortNames: Partial<Record<Desk, string>> = {
  'child-protection': 'child protection',
  'outside-scotland': 'outside Scotland',
  'duty-control': 'duty control',
}

/** Returns the name of a desk as an alert words it: the division's letter, or the team's name. */
export const deskName = (desk: Desk): string => shortNames[desk] ?? desk.slice('division-'.length).toUpperCase()

/** True for the id of a desk that exists. */
export const isDesk = (text: unknown): text is Desk => desks.some((desk) => desk === text)
