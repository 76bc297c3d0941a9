import { wordAnswer, wordLog } from './officer/answer-words.ts'
import { ask } from './officer/ask.ts'
import { help, parseCommand, type ReportCall } from './officer/commands.ts'
import { list } from './officer/list.ts'
import { createSession, readLog, type Session } from './officer/session.ts'
import { wholeReference } from './officer/short-reference.ts'
import { signIn } from './officer/sign-in.ts'

const stop = (problem: string): void => {
  process.stderr.write(`officer: ${problem}\n`)
  process.exitCode = 1
}

const write = (text: string): void => void process.stdout.write(text)

const call = async (session: Session, { method, reference, what, body }: ReportCall): Promise<void> => {
  const whole = await wholeReference(session, reference)
  const path = `/duty/reports/${encodeURIComponent(whole)}${what}`
  const isLog = method === 'GET' && what === '/log'
  const words = isLog
    ? wordLog(await readLog(session, path))
    : wordAnswer(what, await session.ask({ method, path, body }))
  write(`${words}\n`)
}

const { command, as } = parseCommand(process.argv.slice(2))
const run = async (): Promise<void> => {
  if (command.kind === 'help') return write(help)
  if (command.kind === 'refused') return stop(command.problem)
  if (command.kind === 'sign-in') return signIn(command, write)
  const session = createSession(as)
  if (command.kind === 'ask') return ask(session, command, write)
  if (command.kind === 'list') return list(session, command, write)
  return call(session, command.call)
}

await run().catch((error: unknown) => stop(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'failed'))
