import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { desks, isDesk } from '../../shared/domain/desk.ts'
import { deskLists } from '../../shared/domain/desk-list.ts'
import { grades } from '../../shared/domain/grade.ts'
import { regradeReasons, rerouteReasons } from '../../shared/domain/officer-changes.ts'
import { openingReasons } from '../../shared/domain/opening-changes.ts'
import { outcomes } from '../../shared/domain/report.ts'

/** One call of the API that a command line asks for. */
export interface ApiCall {
  readonly method: 'GET' | 'POST'
  /** Below the API's URL. */
  readonly path: string
  readonly body?: unknown
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'sign-in'; readonly name: string; readonly password: string; readonly url: string }
  | { readonly kind: 'list'; readonly desk: string | undefined; readonly state: string }
  | { readonly kind: 'call'; readonly call: ApiCall }
  | { readonly kind: 'help' }
  | Refused

/**
 * Reads a command line of `npm run officer`.
 *
 * @param args - without node and the script
 */
export const parseCommand = (args: readonly string[]): Command => {
  const given = parseOptions(args, { values: ['before'], words: true, help: helpCommand })
  if (given.kind !== 'given') return given
  const [name, ...words] = given.words
  if (name === undefined || name === 'help') return { kind: 'help' }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return refused(`${name} is not a command; ${helpCommand} lists the commands`)
  const { usage, least, most } = command
  if (words.length < least || words.length > most) return refused(`${name} takes ${usage}; ${helpCommand} says more`)
  const before = given.values.get('before')
  if (before !== undefined && name !== 'open') return refused('--before is an option of open only; leave it out')
  return command.parse(words, before)
}

/** The command that prints the help. */
const helpCommand = 'npm run officer -- --help'

const defaultUrl = 'http://127.0.0.1:8080'

interface CommandForm {
  /** The words that the command takes. */
  readonly usage: string
  readonly explained?: string
  readonly least: number
  readonly most: number
  readonly parse: (words: readonly string[], before: string | undefined) => Command
}

const post = (reference: string, what: string, body: unknown): Command => ({
  kind: 'call',
  call: { method: 'POST', path: `/duty/reports/${encodeURIComponent(reference)}/${what}`, body },
})

const parseSignIn: CommandForm['parse'] = ([name = '', password = '', url = defaultUrl]) => {
  const isUrl = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isUrl) return refused(`${url} is not a URL; give the one that npm start prints as API, such as ${defaultUrl}`)
  return { kind: 'sign-in', name, password, url }
}

const isDeskList = (text: string): boolean => deskLists.some((each) => each === text)

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

const parseLog: CommandForm['parse'] = ([ref = '']) => ({
  kind: 'call',
  call: { method: 'GET', path: `/duty/reports/${encodeURIComponent(ref)}/log` },
})

const anyNumber = Number.POSITIVE_INFINITY

const commands: Readonly<Record<string, CommandForm>> = {
  'sign-in': {
    usage: 'NAME PASSWORD [URL]',
    explained: `npm start prints names and passwords (URL: ${defaultUrl})`,
    least: 2,
    most: 3,
    parse: parseSignIn,
  },
  list: { usage: `[DESK] [${deskLists.join('|')}]`, least: 0, most: 2, parse: parseList },
  acknowledge: { usage: 'REF', least: 1, most: 1, parse: ([ref = '']) => post(ref, 'acknowledgement', {}) },
  open: {
    usage: 'REF REASON NOTE [--before ID]',
    explained: `ID: the value of earlier from the previous opening; reasons: ${openingReasons.join(', ')}`,
    least: 3,
    most: anyNumber,
    parse: ([ref = '', reason, ...note], before) =>
      post(ref, 'opening', { reason, note: note.join(' '), ...(before === undefined ? {} : { before }) }),
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
  hold: { usage: 'REF on|off', least: 2, most: 2, parse: parseHold },
  log: { usage: 'REF', least: 1, most: 1, parse: parseLog },
}

const toHelpLine = ([name, { usage, explained }]: readonly [string, CommandForm]): string => {
  const line = `  npm run officer -- ${name} ${usage}`
  return explained === undefined ? line : `${line}\n      ${explained}`
}

/** What `npm run officer` prints. */
export const help = `Acts as a duty officer, over the same HTTP API as the officers' console. REF is the reference of a report.

${Object.entries(commands).map(toHelpLine).join('\n')}

Write -- before words that begin with a dash: npm run officer -- note REF -- -5 degrees
`
