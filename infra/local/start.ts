import { help, parseStartOptions, type StartOptions } from './command-line/start-options.ts'
import type { Harbour } from './harbour.ts'
import { createLogWriter, metricsFile } from './log-writer.ts'
import { DataProblem, storeProblemOf } from './machine/kept-file.ts'

/** Starts Harbour as the command line says. */
export const main = async (): Promise<void> => {
  const command = parseStartOptions(process.argv.slice(2), process.env)
  if (command.kind === 'help') return void process.stdout.write(help)
  if (command.kind === 'refused') return refuse(command.problem)
  try {
    await run(command.options)
  } catch (error) {
    refuse(firstLine(error))
  }
}

const run = async (options: StartOptions): Promise<void> => {
  process.stdout.on('error', () => undefined) // its reader may go away, as in npm start | head; Harbour keeps running
  let harbour: Harbour | undefined
  if (options.dataDirectory !== undefined) endWhenNothingCanBeStored(options.dataDirectory)
  closeWhenAsked(() => harbour)
  // While another process makes the stack, if it must be made, this one loads the rest: both take a second or more.
  const { findLocalStack } = await import('./template/cached-stack.ts')
  const found = findLocalStack()
  const { startHarbour } = await import('./harbour.ts')
  const { readContacts } = await import('./contacts/put-contacts.ts')
  const { contactsFile, ...place } = options
  const contacts = contactsFile === undefined ? undefined : readContacts(contactsFile)
  const stack = (url: string) => {
    say('Starting Harbour on this machine')
    if (found.isBeingMade) say('Making the stack from the code: a few seconds, until the code changes')
    return found.at(url)
  }
  const writeLog = createLogWriter((text) => void process.stdout.write(text), options.dataDirectory)
  harbour = await startHarbour({ ...place, contacts, stack, say, hasCanary: !options.isSandbox, writeLog })
  say(`API ${harbour.url}\nOpenAPI ${harbour.url}/openapi.json\nAlerts ${harbour.url}/_local/`)
  if (options.isSandbox) say('Sandbox: each answer and alert is marked as a test, and nothing is kept')
  say(`Form ${harbour.url}/report\nConsole ${harbour.url}/console/`)
  say(
    `Metrics are not shown; ${options.dataDirectory === undefined ? 'with --data they' : 'they'} are kept in ${metricsFile}`,
  )
  const { officers = [] } = harbour.officers ?? {}
  const sayOfficers = () => {
    for (const { name, desks, password } of officers) say(`Officer ${name} (${desks.join(', ')}), password ${password}`)
  }
  sayOfficers()
  if (!process.stdin.isTTY) return
  say('Press Enter to see the officers again, Ctrl-C to stop')
  process.stdin.on('data', sayOfficers)
}

/**
 * Ends the process in one line when its data directory takes no more, as after `kill -9`: nothing is answered 202 that
 * is not stored. Any other fault that nobody catches ends it as Node does.
 */
const endWhenNothingCanBeStored = (directory: string): void => {
  process.on('uncaughtException', (error) => {
    const problem = error instanceof DataProblem ? error.message : storeProblemOf(error, directory)
    if (problem !== undefined) return refuse(problem)
    process.stderr.write(`${error.stack}\n`)
    process.exit(1)
  })
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/**
 * Closes Harbour and ends the process on Ctrl-C, on SIGTERM, and when npm ends. Before Harbour has started there is
 * nothing to close.
 */
const closeWhenAsked = (running: () => Harbour | undefined): void => {
  let isClosing = false
  const close = async () => {
    if (isClosing) return
    isClosing = true
    await running()?.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void close())
  watchNpm(() => void close())
}

/** How often the process looks whether its parent is still npm, milliseconds. */
const lookMs = 100

/**
 * Calls `close` when the npm that started this process is gone. The script of `npm start` begins with `exec`, so that
 * npm is the parent and no shell stands between: npm passes SIGINT and SIGTERM on to its child only, and a shell there
 * would not pass them on. After `kill -9` of npm this process has another parent. Without npm it watches nothing, so
 * that Harbour outlives the shell that started it.
 */
const watchNpm = (close: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const npm = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(timer)
    close()
  }, lookMs)
  timer.unref()
}

const refuse = (problem: string): never => {
  process.stderr.write(`harbour: ${problem}\n`)
  process.exit(1)
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

if (import.meta.main) await main()
