/** What `npm start` was asked to do. */
export interface StartOptions {
  /** TCP port of the API on 127.0.0.1; 0 takes any free one. */
  readonly port: number
  /** How many times faster than real time the functions' clock runs. */
  readonly speed: number
  /** Where everything is kept over a restart; undefined keeps it in memory. */
  readonly dataDirectory: string | undefined
}

/** The outcome of reading the command line: run with these options, print the help, or stop with one line on stderr. */
export type CommandLine =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problem: string }

/** The largest `--speed`: a day in a second, so that the 30 days until a closed report is erased can be watched. */
export const largestSpeed = 86_400

const defaultPort = 8080

/** What `--help` prints. */
export const help = `Runs Harbour on this machine, bound to 127.0.0.1 only.

  npm start                        in memory, API on port ${defaultPort}
  PORT=9000 npm start              another port
  npm start -- --speed 60          the clock runs 60 times faster (1 to ${largestSpeed})
  npm start -- --data .local/mine  keeps everything over a restart, even after kill -9; officers sign in again
  npm start -- --help              this text
`

const refused = (problem: string): CommandLine => ({ kind: 'refused', problem })

const isFlag = (argument: string): boolean => argument.startsWith('--')

interface Given {
  readonly values: ReadonlyMap<string, string>
  readonly problem?: string
}

const valueFlags = ['--speed', '--data']

const readFlags = (args: readonly string[]): Given => {
  const values = new Map<string, string>()
  const rest = args.flatMap((argument) => {
    const [flag = '', ...value] = argument.split('=')
    return isFlag(argument) && value.length > 0 ? [flag, value.join('=')] : [argument]
  })
  for (let index = 0; index < rest.length; index += 2) {
    const flag = rest[index] ?? ''
    const value = rest[index + 1]
    if (!valueFlags.includes(flag)) return { values, problem: `unknown option ${flag}; npm start -- --help lists them` }
    if (value === undefined || value === '' || isFlag(value)) return { values, problem: `${flag} needs a value` }
    if (values.has(flag)) return { values, problem: `${flag} is given twice` }
    values.set(flag, value)
  }
  return { values }
}

const isDecimal = (text: string): boolean => /^\d+(\.\d+)?$/.test(text)

/**
 * Reads the command line and the environment variable PORT.
 *
 * @param args - without node and the script
 */
export const parseCommandLine = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine => {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  const { values, problem } = readFlags(args)
  if (problem !== undefined) return refused(problem)
  const speed = values.get('--speed') ?? '1'
  if (!isDecimal(speed) || Number(speed) < 1 || Number(speed) > largestSpeed) {
    return refused(`--speed is ${speed}; it must be a number from 1 to ${largestSpeed}`)
  }
  const port = environment['PORT'] || String(defaultPort)
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    return refused(`PORT is ${port}; it must be a number from 0 to 65535`)
  return { kind: 'start', options: { port: Number(port), speed: Number(speed), dataDirectory: values.get('--data') } }
}
