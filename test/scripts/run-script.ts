import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What a script printed, and how it ended. */
export interface Ran {
  readonly output: string
  readonly problems: string
  readonly status: unknown
}

const scripts = join(import.meta.dirname, '..', '..', 'scripts')

/** Runs a script of the project with this environment and no other. */
export const spawnScript = (
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
) => spawn(process.execPath, [join(scripts, name), ...args], { env: { PATH: process.env['PATH'], ...environment } })

/** The same, to its end. */
export const runScript = async (...given: Parameters<typeof spawnScript>): Promise<Ran> => {
  const child = spawnScript(...given)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const [output, problems, status] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { output, problems, status }
}
