import { parseArgs } from 'node:util'

/** What a command-line tool accepts. */
export interface AcceptedOptions<Value extends string, Flag extends string> {
  /** Options that take a value, as in `--speed 60`. */
  readonly values: readonly Value[]
  /** Options that take none, as in `--mutants`. `--help` is always one. @default none */
  readonly flags?: readonly Flag[]
  /** Whether the tool takes words that are no options, such as the name of a command. @default false */
  readonly words?: boolean
  /** The command that prints the tool's help, such as `npm start -- --help`. */
  readonly help: string
}

/** What was given on the command line, or one line that says what is wrong and what to do. */
export type GivenOptions<Value extends string, Flag extends string> =
  | {
      readonly kind: 'given'
      readonly values: ReadonlyMap<Value, string>
      readonly flags: ReadonlySet<Flag>
      readonly words: readonly string[]
    }
  | { readonly kind: 'help' }
  | Refused

/** A command line that the tool does not accept. */
export interface Refused {
  readonly kind: 'refused'
  /** One line: what is wrong and what to do. */
  readonly problem: string
}

/** Refuses a command line. */
export const refused = (problem: string): Refused => ({ kind: 'refused', problem })

/**
 * Reads a command line strictly: an unknown option, a missing value and an option that is given twice are refused.
 * `--help` and `-h` ask for help, whatever else is given. What follows `--` is words only.
 *
 * @param args - without node and the script
 */
export const parseOptions = <Value extends string, Flag extends string = never>(
  args: readonly string[],
  accepted: AcceptedOptions<Value, Flag>,
): GivenOptions<Value, Flag> => {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  const { flags = [], help } = accepted
  const options = Object.fromEntries([
    ...accepted.values.map((name) => [name, { type: 'string' }] as const),
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
  ])
  // Not strict, because Node's own messages fill more than one line and accept an option that is given twice.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  const given = { values: new Map<Value, string>(), flags: new Set<Flag>(), words: [] as string[] }
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (accepted.words !== true) return refused(`${token.value} is not an option; ${help} lists the options`)
      given.words.push(token.value)
      continue
    }
    const { rawName, value } = token
    const valueName = accepted.values.find((name) => `--${name}` === rawName)
    const flag = flags.find((name) => `--${name}` === rawName)
    if (valueName !== undefined) {
      if (value === undefined || value === '' || value.startsWith('--')) {
        return refused(`${rawName} needs a value; ${help} shows which`)
      }
      if (given.values.has(valueName)) return refused(`${rawName} is given twice; give it once`)
      given.values.set(valueName, value)
    } else if (flag !== undefined) {
      if (value !== undefined) return refused(`${rawName} takes no value; leave out =${value}`)
      if (given.flags.has(flag)) return refused(`${rawName} is given twice; give it once`)
      given.flags.add(flag)
    } else return refused(`${rawName} is not an option; ${help} lists the options`)
  }
  return { kind: 'given', ...given }
}
