import { desks, isDesk } from '../../shared/domain/desk.ts'
import { deskLists } from '../../shared/domain/desk-list.ts'
import { grades } from '../../shared/domain/grade.ts'
import { regradeReasons, rerouteReasons } from '../../shared/domain/officer-changes.ts'
import { openingReasons } from '../../shared/domain/opening-changes.ts'
import { outcomes } from '../../shared/domain/report.ts'

/** One call of the API that a command line asks for. */
export interface ApiCall {
  readonly method: 'GET' | 'POST'
  /** Under the API's URL. */
  readonly path: string
  readonly body?: unknown
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'sign-in'; readonly name: string; readonly password: string; readonly url: string }
  | { readonly kind: 'list'; readonly desk: string | undefined; readonly state: string }
  | { readonly kind: 'call'; readonly call: ApiCall }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problem: string }

/** What `npm run officer` prints. */
export const help = `Acts as a duty officer, over the same HTTP API as a console. REF is a report's reference.

  npm run officer -- sign-in NAME PASSWORD [URL]   names and passwords are printed by npm start (URL: http://127.0.0.1:8080)
  npm run officer -- list [DESK] [open|closed|ended]
  npm run officer -- acknowledge REF
  npm run officer -- open REF REASON NOTE          reasons: ${openingReasons.join(', ')}
  npm run officer -- open REF REASON NOTE --before ID   what came before the ID that an opening gave as earlier
  npm run officer -- note REF TEXT
  npm run officer -- grade REF GRADE [REASON]      grades: ${grades.join(', ')}; reasons: ${regradeReasons.join(', ')}
  npm run officer -- reroute REF DESK REASON       reasons: ${rerouteReasons.join(', ')}
  npm run officer -- close REF OUTCOME             outcomes: ${outcomes.join(', ')}
  npm run officer -- hold REF on|off
  npm run officer -- log REF
`

const refused = (problem: string): Command => ({ kind: 'refused', problem })

const post = (reference: string, what: string, body: unknown): Command => ({
  kind: 'call',
  call: { method: 'POST', path: `/duty/reports/${encodeURIComponent(reference)}/${what}`, body },
})

type Parse = (args: readonly string[]) => Command

const words = (args: readonly string[]): string => args.join(' ')

const isDeskList = (text: string): boolean => deskLists.some((each) => each === text)

const parseList: Parse = (args) => {
  const unknown = args.find((each) => !isDesk(each) && !isDeskList(each))
  if (unknown !== undefined) {
    return refused(`${unknown} is neither a desk (${desks.join(', ')}) nor a list (${deskLists.join(', ')})`)
  }
  const desk = args.find(isDesk)
  const state = args.find(isDeskList) ?? 'open'
  if (args.length > (desk === undefined ? 1 : 2))
    return refused(`list takes a desk and a state; ${words(args)} is more`)
  return { kind: 'list', desk, state }
}

const parseSignIn: Parse = ([name = '', password = '', url = 'http://127.0.0.1:8080']) => {
  const isUrl = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isUrl) return refused(`${url} is no URL; it is what npm start prints as API, such as http://127.0.0.1:8080`)
  return { kind: 'sign-in', name, password, url }
}

const parseOpen: Parse = ([ref = '', reason, ...rest]) => {
  const isPaged = rest.at(-2) === '--before'
  const note = words(isPaged ? rest.slice(0, -2) : rest)
  return post(ref, 'opening', { reason, note, ...(isPaged ? { before: rest.at(-1) } : {}) })
}

const commands: Readonly<Record<string, { readonly least: number; readonly parse: Parse }>> = {
  'sign-in': { least: 2, parse: parseSignIn },
  list: { least: 0, parse: parseList },
  acknowledge: { least: 1, parse: ([ref = '']) => post(ref, 'acknowledgement', {}) },
  open: { least: 3, parse: parseOpen },
  note: { least: 2, parse: ([ref = '', ...text]) => post(ref, 'notes', { text: words(text) }) },
  grade: { least: 2, parse: ([ref = '', grade, reason]) => post(ref, 'grade', { grade, reason }) },
  reroute: { least: 3, parse: ([ref = '', desk, reason]) => post(ref, 'reroute', { desk, reason }) },
  close: { least: 2, parse: ([ref = '', outcome]) => post(ref, 'closing', { outcome }) },
  hold: { least: 2, parse: ([ref = '', held]) => post(ref, 'hold', { held: held === 'on' }) },
  log: {
    least: 1,
    parse: ([ref = '']) => ({
      kind: 'call',
      call: { method: 'GET', path: `/duty/reports/${encodeURIComponent(ref)}/log` },
    }),
  },
}

/** Reads a command line, without node and the script. */
export const parseCommand = ([name, ...args]: readonly string[]): Command => {
  if (name === undefined || name === 'help' || name === '--help') return { kind: 'help' }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return refused(`unknown command ${name}; npm run officer lists them`)
  if (args.length < command.least) return refused(`${name} needs more; npm run officer shows what`)
  if (name === 'hold' && args[1] !== 'on' && args[1] !== 'off') return refused('hold takes on or off')
  return command.parse(args)
}
