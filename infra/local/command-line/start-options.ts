import { parseOptions, type Refused, refused } from './options.ts'

/** What `npm start` was asked to do. */
export interface StartOptions {
  /** TCP port of the API on 127.0.0.1; 0 takes any free port. */
  readonly port: number
  /** How many times faster than real time the functions' clock runs. */
  readonly speed: number
  /** Where everything is kept over a restart; undefined keeps it in memory. */
  readonly dataDirectory: string | undefined
  /** The file of contacts to put in force; undefined keeps those that are. */
  readonly contactsFile: string | undefined
  /** True where front ends are tried: each answer and alert says that it is a test, and nothing is kept. */
  readonly isSandbox: boolean
}

/** What to do: start with these options, print the help, or stop with one line on standard error. */
export type StartCommand =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | Refused

/** The largest `--speed`: a day in a second, so that one can watch the 30 days until a closed report is erased. */
export const largestSpeed = 86_400

const defaultPort = 8080

/** What `npm start -- --help` prints. */
export const help = `Runs Harbour on this machine, bound to 127.0.0.1 only.

  npm start                        in memory, API on port ${defaultPort}
  PORT=9000 npm start              another port
  npm start -- --speed 60          the clock runs 60 times faster (1 to ${largestSpeed})
  npm start -- --data .local/mine  keeps everything over a restart, even after kill -9; officers sign in again
  npm start -- --contacts FILE     notifies the contacts of FILE; their messages stay on this machine
  npm start -- --sandbox           for front ends: marks each answer and alert as a test, and keeps nothing
  npm start -- --help              this text
`

/**
 * Reads the command line of `npm start`, and the environment variable PORT.
 *
 * @param args - without node and the script
 */
export const parseStartOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartCommand => {
  const given = parseOptions(args, {
    values: ['speed', 'data', 'contacts'],
    flags: ['sandbox'],
    help: 'npm start -- --help',
  })
  if (given.kind !== 'given') return given
  const speed = given.values.get('speed') ?? '1'
  if (!isDecimal(speed) || Number(speed) < 1 || Number(speed) > largestSpeed) {
    return refused(`--speed is ${speed}; it must be a number from 1 to ${largestSpeed}`)
  }
  const port = environment['PORT'] || String(defaultPort)
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    return refused(`PORT is ${port}; it must be a number from 0 to 65535`)
  }
  const dataDirectory = given.values.get('data')
  const contactsFile = given.values.get('contacts')
  const isSandbox = given.flags.has('sandbox')
  if (isSandbox && dataDirectory !== undefined) {
    return refused('--sandbox keeps nothing; leave out --data, or leave out --sandbox')
  }
  const place = { port: Number(port), speed: Number(speed), dataDirectory }
  return { kind: 'start', options: { ...place, contactsFile, isSandbox } }
}

const isDecimal = (text: string): boolean => /^\d+(\.\d+)?$/.test(text)
