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
  const { values, flags = [], help } = accepted
  const types = [
    ...values.map((name) => [name, { type: 'string' }] as const),
    ...flags.map((name) => [name, { type: 'boolean' }] as const),
  ]
  // Not strict, because Node's own messages fill more than one line and accept an option that is given twice.
  const loosely = { strict: false, allowPositionals: true, tokens: true } as const
  const { tokens } = parseArgs({ args: [...args], options: Object.fromEntries(types), ...loosely })
  const options = tokens.filter((token) => token.kind === 'option')
  const words = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value)

  const names = options.map(({ rawName }) => rawName)
  const [problem] = [
    ...options.flatMap((option) => problemsOf(option, accepted)),
    ...(accepted.words === true ? [] : words.map((word) => `${word} is not an option; ${help} lists the options`)),
    ...names.filter((name, index) => names.indexOf(name) < index).map((name) => `${name} is given twice; give it once`),
  ]
  if (problem !== undefined) return refused(problem)
  const find = (name: string) => options.find(({ rawName }) => rawName === `--${name}`)
  return {
    kind: 'given',
    values: new Map(values.flatMap((name) => toEntry(name, find(name)?.value))),
    flags: new Set(flags.filter(find)),
    words,
  }
}

interface GivenOption {
  /** As it was typed, such as `--speed` or `-s`. */
  readonly rawName: string
  readonly value?: string | undefined
}

const problemsOf = (
  { rawName, value }: GivenOption,
  { values, flags = [], help }: AcceptedOptions<string, string>,
): readonly string[] => {
  if (flags.some((name) => `--${name}` === rawName)) {
    return value === undefined ? [] : [`${rawName} takes no value; leave out =${value}`]
  }
  if (!values.some((name) => `--${name}` === rawName)) return [`${rawName} is not an option; ${help} lists the options`]
  const isMissing = value === undefined || value === '' || value.startsWith('--')
  return isMissing ? [`${rawName} needs a value; ${help} shows which`] : []
}

const toEntry = <Name>(name: Name, value: string | undefined): ReadonlyArray<readonly [Name, string]> =>
  value === undefined ? [] : [[name, value]]
