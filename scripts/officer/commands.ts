import { parseOptions, type Refused, refused } from '../../infra/local/command-line/options.ts'
import { desks, isDesk } from '../../shared/domain/desk.ts'
import { deskLists } from '../../shared/domain/desk-list.ts'
import { grades } from '../../shared/domain/grade.ts'
import { regradeReasons, reopenReasons, rerouteReasons } from '../../shared/domain/officer-changes.ts'
import { openingReasons } from '../../shared/domain/opening-changes.ts'
import { keepReasons, outcomes } from '../../shared/domain/report.ts'
import { eraseReasons } from '../../shared/domain/withdrawal-changes.ts'
import type { Place } from './signed-in.ts'

/** One call of the API that a command line asks for. */
export interface ApiCall {
  readonly method: 'GET' | 'POST'
  /** Below the API's URL. */
  readonly path: string
  readonly body?: unknown
}

/** Whether and where to sign in. */
interface SignInCommand {
  readonly kind: 'sign-in'
  /** Of an officer of `npm start`; undefined for a sign-in in the browser. */
  readonly name?: string
  readonly password?: string
  /** Where `npm start` runs. @default where the last sign-in was, or on port 8080 */
  readonly api?: string
  /** A deployment. */
  readonly place?: Place
}

/** What a command line asks for. */
export type Command =
  | SignInCommand
  | { readonly kind: 'list'; readonly desk: string | undefined; readonly state: string }
  | { readonly kind: 'call'; readonly call: ApiCall }
  | { readonly kind: 'health' }
  | { readonly kind: 'help' }
  | Refused

/**
 * Reads a command line of `npm run officer`.
 *
 * @param args - without node and the script
 */
export const parseCommand = (args: readonly string[]): Command => {
  const given = parseOptions(args, { values: ['before', ...placeOptions], words: true, help: helpCommand })
  if (given.kind !== 'given') return given
  const [name, ...words] = given.words
  if (name === undefined || name === 'help') return { kind: 'help' }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return refused(`${name} is not a command; ${helpCommand} lists the commands`)
  const { usage, least, most } = command
  if (words.length < least || words.length > most)
    return refused(`${name} takes ${usage || 'no words'}; ${helpCommand} says more`)
  for (const option of given.values.keys()) {
    const owner = option === 'before' ? 'open' : 'sign-in'
    if (name !== owner) return refused(`--${option} is an option of ${owner} only; leave it out`)
  }
  return command.parse(words, given.values)
}

/** Where to sign in. */
const placeOptions = ['api', 'issuer', 'client'] as const

/** The command that prints the help. */
const helpCommand = 'npm run officer -- --help'

const defaultUrl = 'http://127.0.0.1:8080'

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
  call: { method: 'POST', path: `/duty/reports/${encodeURIComponent(reference)}/${what}`, body },
})

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const isSafeUrl = (text: string): boolean =>
  isUrl(text) && (text.startsWith('https://') || ['127.0.0.1', 'localhost'].includes(new URL(text).hostname))

const parseSignIn: CommandForm['parse'] = (words, options) => {
  const [name, password, url] = words
  const [api = url, issuer, clientId] = placeOptions.map((option) => options.get(option))
  if (words.length === 1) return refused(`sign-in takes ${signInUsage}; ${helpCommand} says more`)
  if (url !== undefined && options.has('api')) return refused('the URL is given twice; leave out --api')
  const wrong = [api, issuer].find((each) => each !== undefined && !isUrl(each))
  if (wrong !== undefined) {
    return refused(`${wrong} is not a URL; give the one that npm start prints as API, such as ${defaultUrl}`)
  }
  const given = api === undefined ? {} : { api }
  if (issuer === undefined && clientId === undefined) {
    return { kind: 'sign-in', ...given, ...(name === undefined || password === undefined ? {} : { name, password }) }
  }
  if (name !== undefined) return refused('NAME and PASSWORD are for npm start only; a deployment asks in the browser')
  if (api === undefined || issuer === undefined || clientId === undefined) {
    return refused('a deployment needs --api, --issuer and --client; the outputs of the stack name them')
  }
  const open = [api, issuer].find((each) => !isSafeUrl(each))
  if (open !== undefined) return refused(`${open} is not https; only this machine may be without`)
  return { kind: 'sign-in', place: { api, issuer, clientId } }
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

const get = (reference: string, what: '' | '/log'): Command => ({
  kind: 'call',
  call: { method: 'GET', path: `/duty/reports/${encodeURIComponent(reference)}${what}` },
})

const ofDesk = (what: 'drills' | 'contacts', desk: string): Command =>
  isDesk(desk)
    ? { kind: 'call', call: { method: 'GET', path: `/duty/${what}?desk=${desk}` } }
    : refused(`${desk} is no desk; the desks are ${desks.join(', ')}`)

const signInUsage = '[NAME PASSWORD [URL]] [--api URL --issuer URL --client ID]'

const signInExplained = `NAME PASSWORD: for npm start, which prints both (URL: ${defaultUrl}); without them you sign in in the browser
      --api, --issuer, --client: a deployment's outputs ApiUrl, …Issuer…, …CommandLineClientId…; given once, then kept`

const anyNumber = Number.POSITIVE_INFINITY

const commands: Readonly<Record<string, CommandForm>> = {
  'sign-in': {
    usage: signInUsage,
    explained: signInExplained,
    least: 0,
    most: 3,
    parse: parseSignIn,
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
      post(ref, 'opening', { reason, note: note.join(' '), ...Object.fromEntries(options) }),
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
    parse: () => ({ kind: 'health' }),
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
export const help = `Acts as a duty officer, over the same API as the officers' console. REF is the reference of a report.

${Object.entries(commands).map(toHelpLine).join('\n')}

Write -- before words that begin with a dash: npm run officer -- note REF -- -5 degrees
`
