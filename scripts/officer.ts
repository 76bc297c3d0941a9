import { call, health, list } from './officer/calls.ts'
import { help, parseCommand } from './officer/commands.ts'
import { signIn } from './officer/sign-in.ts'

const stop = (problem: string): void => {
  process.stderr.write(`officer: ${problem}\n`)
  process.exitCode = 1
}

const write = (text: string): void => void process.stdout.write(text)

const command = parseCommand(process.argv.slice(2))
const run = async (): Promise<void> => {
  if (command.kind === 'help') return write(help)
  if (command.kind === 'refused') return stop(command.problem)
  if (command.kind === 'sign-in') return signIn(command, write)
  if (command.kind === 'health') return health(write)
  if (command.kind === 'list') return list(command, write)
  return call(command.call, write)
}

await run().catch((error: unknown) => stop(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'failed'))
