import { startHarbour } from './harbour.ts'
import { help, parseCommandLine, type StartOptions } from './options.ts'
import { synthesiseLocalStack } from './synthesise.ts'

const stop = (problem: string): never => {
  process.stderr.write(`harbour: ${problem}\n`)
  process.exit(1)
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

const run = async (options: StartOptions): Promise<void> => {
  const harbour = await startHarbour({ ...options, stack: synthesiseLocalStack })
  const end = async () => {
    await harbour.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end())
  process.stdout.write(`API ${harbour.url}\nOpenAPI ${harbour.url}/openapi.json\nAlerts ${harbour.url}/_local/\n`)
}

/** Starts Harbour as the command line says. */
export const main = async (): Promise<void> => {
  const command = parseCommandLine(process.argv.slice(2), process.env)
  if (command.kind === 'help') return void process.stdout.write(help)
  if (command.kind === 'refused') return stop(command.problem)
  try {
    await run(command.options)
  } catch (error) {
    stop(oneLine(error))
  }
}

if (import.meta.main) await main()
