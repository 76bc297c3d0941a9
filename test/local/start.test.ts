import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SentAlert } from '../../infra/local/alerts/alert-log.ts'

const root = join(import.meta.dirname, '../..')
const script = join(root, 'infra/local/start.mjs')

type Started = ChildProcessByStdio<null, Readable, null>

const children: Started[] = []

const startBy = (command: string, ...args: readonly string[]): Started => {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

const exitOf = (child: Started): Promise<number | string | null> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))

const hasEnded = ({ exitCode, signalCode }: Started): boolean => exitCode !== null || signalCode !== null

const killAll = async (): Promise<void> => {
  const running = children.splice(0).filter((child) => !hasEnded(child))
  const ended = running.map(exitOf)
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(ended)
}

afterEach(killAll)

/** Waits for the lines with the URLs, and then stops reading: what is printed afterwards meets a closed pipe. */
const urlOf = async (child: Started): Promise<string> => {
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    const [, url] = /^API (\S+)\nOpenAPI \S+\/openapi\.json\nAlerts \S+\/_local\/$/m.exec(printed) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`it ended before it was ready: ${printed}`)
}

const doesAnswer = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

describe('the command line of npm start', () => {
  const run = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

  test('--help prints the help', () => {
    const { status, stdout } = run('--help')
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'Runs Harbour on this machine, bound to 127.0.0.1 only.'])
  })

  test.each([
    [['--speed', '0'], '--speed is 0; it must be a number from 1 to 86400'],
    [['--data', script], `the data directory ${resolve(script)} is a file; choose another --data`],
    [['--data', '/proc/harbour'], 'the data directory /proc/harbour cannot be written (ENOENT); choose another --data'],
  ])('%j is refused in one line on standard error', (args, problem) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: `harbour: ${problem}\n` })
  })
})

describe('Harbour that npm started', () => {
  test.each([
    ['SIGTERM', 0],
    ['SIGKILL', 'SIGKILL'],
  ] as const)('%s to npm alone closes Harbour as well', async (signal, exit) => {
    const npm = startBy('npm', 'start', '--silent')
    const url = await urlOf(npm)
    const ended = exitOf(npm)
    npm.kill(signal)
    expect(await ended).toBe(exit)
    await expect.poll(() => doesAnswer(url)).toBe(false)
  })
})

describe('Harbour with a data directory', () => {
  let dataDirectory: string

  const startKept = () => startBy(process.execPath, script, '--speed', '60', '--data', dataDirectory)

  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-start-'))
  })
  afterEach(async () => {
    await killAll()
    rmSync(dataDirectory, { recursive: true, force: true })
  })

  const post = async (url: string): Promise<RegExp> => {
    const reply = await fetch(`${url}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'KY1 1XX' } }),
    })
    const { reference } = (await reply.json()) as { reference: string }
    return new RegExp(`ref [^h]*\\b${reference.slice(0, 4)}\\b`)
  }

  const alertsAt = async (url: string) => (await (await fetch(`${url}/_local/alerts`)).json()) as readonly SentAlert[]
  const textsAt = async (url: string) => (await alertsAt(url)).map(({ text }) => text).join('\n')

  test('a report that was accepted the moment before kill -9 reaches its desk after the next start', async () => {
    const killed = startKept()
    const url = await urlOf(killed)
    const references = await Promise.all([post(url), post(url), post(url)])
    const dead = exitOf(killed)
    killed.kill('SIGKILL')
    expect(await dead).toBe('SIGKILL')

    const next = startKept()
    const nextUrl = await urlOf(next)
    for (const reference of references) await expect.poll(() => textsAt(nextUrl)).toMatch(reference)
    expect(new Set((await alertsAt(nextUrl)).map(({ desk }) => desk))).toEqual(new Set(['division-p']))

    const ended = exitOf(next)
    next.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(await doesAnswer(nextUrl)).toBe(false)
  })

  test('only the owner can read what is kept, even in a folder that everybody can read', async () => {
    chmodSync(dataDirectory, 0o755)
    const url = await urlOf(startKept())
    const reference = await post(url)
    await expect.poll(() => textsAt(url)).toMatch(reference)
    const kept = readdirSync(dataDirectory, { recursive: true, encoding: 'utf8' })
    expect(kept).toContain('alerts.jsonl')
    const openToOthers = kept.filter((name) => (statSync(join(dataDirectory, name)).mode & 0o077) !== 0)
    expect(openToOthers).toEqual([])
  })
})
