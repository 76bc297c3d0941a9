import { stopWithNpm } from './command-line/npm-parent.ts'
import { help, parseStartOptions, type StartOptions } from './command-line/start-options.ts'
import { type Harbour, startHarbour } from './harbour.ts'
import { synthesiseLocalStack } from './template/synthesise.ts'

const refuse = (problem: string): never => {
  process.stderr.write(`harbour: ${problem}\n`)
  process.exit(1)
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/** Ends the process by Ctrl-C, by SIGTERM, and with npm. Before everything is started there is nothing to stop in order. */
const endWhenTold = (running: () => Harbour | undefined): void => {
  let isEnding = false
  const end = async () => {
    if (isEnding) return
    isEnding = true
    await running()?.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end())
  stopWithNpm(() => void end())
}

const run = async (options: StartOptions): Promise<void> => {
  process.stdout.on('error', () => undefined) // whoever read it went away, as in npm start | head: the reports stay
  let harbour: Harbour | undefined
  endWhenTold(() => harbour)
  harbour = await startHarbour({ ...options, stack: synthesiseLocalStack })
  process.stdout.write(`API ${harbour.url}\nOpenAPI ${harbour.url}/openapi.json\nAlerts ${harbour.url}/_local/\n`)
  for (const { name, desks, password } of harbour.officers?.officers ?? []) {
    process.stdout.write(`Officer ${name} (${desks.join(', ')}), password ${password}\n`)
  }
}

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

if (import.meta.main) await main()
