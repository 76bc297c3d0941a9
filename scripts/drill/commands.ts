import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { type Desk, desks, isDesk } from '../../shared/domain/desk.ts'
import { type Grade, grades } from '../../shared/domain/grade.ts'
import { defaultUrl, isOfThisMachine } from '../operator/local-harbour.ts'

/** What a command line of `npm run drill` asks for. */
export type DrillCommand =
  | {
      readonly kind: 'start'
      readonly desk: Desk
      readonly grade: Grade
      readonly url: string
      readonly isSure: boolean
    }
  | { readonly kind: 'help' }
  | Refused

const helpCommand = 'npm run drill -- --help'

/** What `npm run drill` prints. */
export const help = `Starts a drill: a desk is sent DRILL by every channel, and the ladder runs until an officer acknowledges it.

  npm run drill -- DESK [--grade GRADE] [--yes]

Without HARBOUR_STAGE it works on the Harbour that npm start runs (--url ${defaultUrl}).
With HARBOUR_STAGE=dev or prod it signs in as the AWS CLI does, and wakes people only with --yes.
What came of it: GET /duty/drills. Drills at set times are in the settings of the stage, "drills".

Desks: ${desks.join(', ')}.
Grades: ${grades.join(', ')}; immediate when left out.
`

const isGrade = (text: string): text is Grade => grades.some((grade) => grade === text)

/** Reads a command line of `npm run drill`. */
export const parseDrillCommand = (args: readonly string[]): DrillCommand => {
  const given = parseOptions(args, { values: ['url', 'grade'], flags: ['yes'], words: true, help: helpCommand })
  if (given.kind !== 'given') return given
  const [desk, ...more] = given.words
  if (desk === undefined) return { kind: 'help' }
  const url = given.values.get('url') ?? defaultUrl
  const grade = given.values.get('grade') ?? 'immediate'
  if (!isOfThisMachine(url)) return refused('--url takes an address of this machine')
  if (!isDesk(desk) || more.length > 0) return refused(`drill takes one desk of: ${desks.join(', ')}`)
  if (!isGrade(grade)) return refused(`--grade takes one of: ${grades.join(', ')}`)
  return { kind: 'start', desk, grade, url, isSure: given.flags.has('yes') }
}
