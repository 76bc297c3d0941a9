import { spawn, spawnSync } from 'node:child_process'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** The project's root. */
export const root = join(import.meta.dirname, '..', '..')

const venv = join(root, '.build', 'verify-venv')

/** Returns the path of a Python tool that verify has installed. */
export const toolPath = (name: string): string => join(venv, 'bin', name)

/** A command to run to its end. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** How long what a command has printed may take to arrive once it has ended, milliseconds: a child may still write. */
const printedMs = 1000

/** Runs a command to its end, and passes its output to `print`. @returns whether it ended with 0 */
export const runCommand = ({ command, args, env = {} }: Command, print: (text: string) => void): Promise<boolean> =>
  new Promise((resolve) => {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
    const child = spawn(command, [...args], { cwd: root, env: { ...process.env, ...env }, stdio })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print)
    child.once('error', ({ message }) => {
      print(`${message}\n`)
      resolve(false)
    })
    child.once('close', (status) => resolve(status === 0))
    child.once('exit', async (status) => {
      await setTimeout(printedMs, undefined, { ref: false })
      resolve(status === 0)
    })
  })

const canRun = (command: string, ...args: readonly string[]): boolean => spawnSync(command, [...args]).status === 0

/**
 * Installs the Python tools, pinned, into a folder of their own.
 *
 * @returns why they are not there, or undefined when they are
 */
export const installTools = (): string | undefined => {
  if (!canRun('python3', '--version')) return 'this machine has no python3'
  if (!existsSync(toolPath('python')) && !canRun('python3', '-m', 'venv', venv))
    return 'python3 cannot make a venv here'
  const requirements = join(root, 'scripts', 'verify', 'requirements.txt')
  if (canRun(toolPath('pip'), 'install', '--quiet', '-r', requirements)) return undefined
  return 'PyPI is not reached, or does not have what scripts/verify/requirements.txt names'
}

/** A server of another process. */
export interface Server {
  readonly url: string
  /** What it has printed. */
  output(): string
  stop(): void
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** How long a server may take to answer, milliseconds. */
const patienceMs = 60_000

/**
 * Starts a server and waits until `url` answers. It writes to a file: a pipe that nobody reads while a command runs
 * would fill and stop it.
 *
 * @throws Error when it does not answer in time, or ends
 */
export const startServer = async ({ command, args, env = {} }: Command, url: string): Promise<Server> => {
  const file = join(root, '.build', `verify-${new URL(url).port}.log`)
  const log = openSync(file, 'w')
  const child = spawn(command, [...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', log, log] })
  const output = () => readFileSync(file, 'utf8')
  const until = Date.now() + patienceMs
  while (!(await answers(url))) {
    if (child.exitCode === null && Date.now() < until) await setTimeout(100)
    else throw new Error(`${command} did not answer at ${url}: ${output().slice(-300)}`)
  }
  return { url: new URL(url).origin, output, stop: () => void child.kill() }
}
