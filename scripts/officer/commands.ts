import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { desks, isDesk } from '../../shared/domain/desk.ts'
import { type DeskList, deskLists } from '../../shared/domain/desk-list.ts'
import { grades } from '../../shared/domain/grade.ts'
import { regradeReasons, reopenReasons, rerouteReasons } from '../../shared/domain/officer-changes.ts'
import { openingReasons } from '../../shared/domain/opening-changes.ts'
import { keepReasons, outcomes } from '../../shared/domain/report.ts'
import { eraseReasons } from '../../shared/domain/withdrawal-changes.ts'
import type { AskCommand } from './ask.ts'
import type { ListCommand } from './list.ts'
import { parseSignIn, placeOptions, type SignInCommand, signInExplained, signInUsage } from './sign-in-command.ts'
import { isOfficerName } from './signed-in.ts'

/** A call about one report. */
export interface ReportCall {
  readonly method: 'GET' | 'POST'
  /** As the officer typed it: a whole reference, or the four characters of an alert. */
  readonly reference: string
  /** What is below the report's address, such as `/opening`. */
  readonly what: string
  readonly body?: unknown
}

/** What a command line asks for. */
export type Command =
  | SignInCommand
  | ListCommand
  | { readonly kind: 'call'; readonly call: ReportCall }
  | AskCommand
  | { readonly kind: 'help' }
  | Refused

/** A command, and the sign-in that it is for. */
export interface AskedCommand {
  readonly command: Command
  /** Name of a sign-in. @default the last one */
  readonly as?: string
}

/**
 * Reads a command line of `npm run officer`.
 *
 * @param args - without node and the script
 */
export const parseCommand = (args: readonly string[]): AskedCommand => {
  const given = parseOptions(args, { values: ['as', 'before', ...placeOptions], words: true, help: helpCommand })
  if (given.kind !== 'given') return { command: given }
  const as = given.values.get('as')
  if (as !== undefined && !isOfficerName(as)) {
    return { command: refused(`--as is ${as}; a name has letters, digits and . _ @ - only, 64 at most`) }
  }
  return { command: parseWords(given.words, given.values), ...(as === undefined ? {} : { as }) }
}

const parseWords = ([name, ...words]: readonly string[], options: ReadonlyMap<string, string>): Command => {
  if (name === undefined || name === 'help') return { kind: 'help' }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return refused(`${name} is not a command; ${helpCommand} lists the commands`)
  const { usage, least, most } = command
  if (words.length < least || words.length > most)
    return refused(`${name} takes ${usage || 'no words'}; ${helpCommand} says more`)
  for (const option of options.keys()) {
    const owner = option === 'before' ? 'open' : 'sign-in'
    if (option !== 'as' && name !== owner) return refused(`--${option} is an option of ${owner} only; leave it out`)
  }
  return command.parse(words, options)
}

/** The command that prints the help. */
const helpCommand = 'npm run officer -- --help'

interface CommandForm {
  /** The words that the command takes. */
  readonly usage: string
  readonly explained?: string
  readonly least: number
  readonly most: number
  readonly parse: (words: readonly string[], options: ReadonlyMap<string, string>) => Command
}

const post = (reference: string, what: string, body: unknown): Command => ({
  kind: 'call',
  call: { method: 'POST', reference, what: `/${what}`, body },
})

const isDeskList = (text: string): text is DeskList => deskLists.some((each) => each === text)

const parseList: CommandForm['parse'] = (words) => {
  const unknown = words.find((each) => !isDesk(each) && !isDeskList(each))
  if (unknown !== undefined) {
    return refused(`${unknown} is neither a desk (${desks.join(', ')}) nor a list (${deskLists.join(', ')})`)
  }
  const desk = words.find(isDesk)
  const list = words.find(isDeskList)
  if (words.length === 2 && (desk === undefined || list === undefined)) {
    return refused(`list takes one desk and one list; leave out ${words[1]}`)
  }
  return { kind: 'list', desk, state: list ?? 'open' }
}

const parseHold: CommandForm['parse'] = ([ref = '', held]) => {
  if (held !== 'on' && held !== 'off') return refused(`hold takes on or off, not ${held}`)
  return post(ref, 'hold', { held: held === 'on' })
}

const get = (reference: string, what: '' | '/log'): Command => ({
  kind: 'call',
  call: { method: 'GET', reference, what },
})

const ofDesk = (about: 'drills' | 'contacts', desk: string): Command =>
  isDesk(desk)
    ? { kind: 'ask', about, path: `/duty/${about}?desk=${desk}` }
    : refused(`${desk} is no desk; the desks are ${desks.join(', ')}`)

const anyNumber = Number.POSITIVE_INFINITY

const commands: Readonly<Record<string, CommandForm>> = {
  'sign-in': {
    usage: signInUsage,
    explained: signInExplained,
    least: 0,
    most: 3,
    parse: (words, options) => parseSignIn(words, options, helpCommand),
  },
  list: { usage: `[DESK] [${deskLists.join('|')}]`, least: 0, most: 2, parse: parseList },
  find: {
    usage: 'REF',
    explained: 'which desk has the report; duty control finds every report',
    least: 1,
    most: 1,
    parse: ([ref = '']) => get(ref, ''),
  },
  acknowledge: { usage: 'REF', least: 1, most: 1, parse: ([ref = '']) => post(ref, 'acknowledgement', {}) },
  open: {
    usage: 'REF REASON NOTE [--before ID]',
    explained: `ID: the value of earlier from the previous opening; reasons: ${openingReasons.join(', ')}`,
    least: 3,
    most: anyNumber,
    parse: ([ref = '', reason, ...note], options) =>
      post(ref, 'opening', { reason, note: note.join(' '), before: options.get('before') }),
  },
  note: {
    usage: 'REF TEXT',
    least: 2,
    most: anyNumber,
    parse: ([ref = '', ...text]) => post(ref, 'notes', { text: text.join(' ') }),
  },
  grade: {
    usage: 'REF GRADE [REASON]',
    explained: `grades: ${grades.join(', ')}; reasons: ${regradeReasons.join(', ')}`,
    least: 2,
    most: 3,
    parse: ([ref = '', grade, reason]) => post(ref, 'grade', { grade, reason }),
  },
  reroute: {
    usage: 'REF DESK REASON',
    explained: `reasons: ${rerouteReasons.join(', ')}`,
    least: 3,
    most: 3,
    parse: ([ref = '', desk, reason]) => post(ref, 'reroute', { desk, reason }),
  },
  close: {
    usage: 'REF OUTCOME',
    explained: `outcomes: ${outcomes.join(', ')}`,
    least: 2,
    most: 2,
    parse: ([ref = '', outcome]) => post(ref, 'closing', { outcome }),
  },
  reopen: {
    usage: 'REF REASON',
    explained: `reasons: ${reopenReasons.join(', ')}`,
    least: 2,
    most: 2,
    parse: ([ref = '', reason]) => post(ref, 'reopening', { reason }),
  },
  'decide-withdrawal': {
    usage: 'REF erase|keep REASON',
    explained: `to erase: ${eraseReasons.join(', ')}; to keep: ${keepReasons.join(', ')}`,
    least: 3,
    most: 3,
    parse: ([ref = '', decision, reason]) => post(ref, 'withdrawal', { decision, reason }),
  },
  hold: { usage: 'REF on|off', least: 2, most: 2, parse: parseHold },
  health: {
    usage: '',
    explained: 'for the group operators: who cannot be reached, and whether reports wait',
    least: 0,
    most: 0,
    parse: () => ({ kind: 'ask', about: 'health', path: '/duty/health' }),
  },
  drills: {
    usage: 'DESK',
    explained: "a desk's drills and what came of them: for its supervisors, duty control and operators",
    least: 1,
    most: 1,
    parse: ([desk = '']) => ofDesk('drills', desk),
  },
  contacts: {
    usage: 'DESK',
    explained: 'which contacts of a desk fail: for the same people',
    least: 1,
    most: 1,
    parse: ([desk = '']) => ofDesk('contacts', desk),
  },
  log: { usage: 'REF', least: 1, most: 1, parse: ([ref = '']) => get(ref, '/log') },
}

const toHelpLine = ([name, { usage, explained }]: readonly [string, CommandForm]): string => {
  const line = `  npm run officer -- ${name} ${usage}`.trimEnd()
  return explained === undefined ? line : `${line}\n      ${explained}`
}

/** What `npm run officer` prints. */
export const help = `Acts as a duty officer, over the same API as the officers' console. REF is the reference of a report, or the four
characters of it that an alert names.

${Object.entries(commands).map(toHelpLine).join('\n')}

Several officers can be signed in side by side. A command acts for the one who signed in last, or with --as NAME for that one:
  npm run officer -- --as fife list
Write -- before words that begin with a dash: npm run officer -- note REF -- -5 degrees
`
