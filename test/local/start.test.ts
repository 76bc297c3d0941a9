import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SentAlert } from '../../infra/local/alerts/alert-log.ts'

const script = join(import.meta.dirname, '../../infra/local/start.mjs')

type Started = ChildProcessByStdio<null, Readable, null>

const start = (...args: readonly string[]): Started =>
  spawn(process.execPath, [script, ...args], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Waits for the lines that name the URLs, and then stops reading: what is printed afterwards meets a closed pipe. */
const urlOf = async (child: Started): Promise<string> => {
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    const [, url] = /^API (\S+)\nOpenAPI \S+\/openapi\.json\nAlerts \S+\/_local\/$/m.exec(printed) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`it ended before it was ready: ${printed}`)
}

const exitOf = (child: Started): Promise<number | string | null> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)))

const run = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

describe('npm start', () => {
  test('explains itself', () => {
    const { status, stdout } = run('--help')
    expect([status, stdout.split('\n')[0]]).toEqual([0, 'Runs Harbour on this machine, bound to 127.0.0.1 only.'])
  })

  test.each([
    [['--speed', '0'], 'harbour: --speed is 0; it must be a number from 1 to 86400\n'],
    [['--data', script], `harbour: the data directory ${resolve(script)} is a file\n`],
    [['--data', '/proc/harbour'], 'harbour: the data directory /proc/harbour cannot be written: ENOENT\n'],
  ])('%j is refused in one line on stderr', (args, line) => {
    const { status, stdout, stderr } = run(...args)
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: line })
  })
})

describe('npm start with --data', () => {
  let dataDirectory: string
  const children: Started[] = []

  const startKept = () => {
    const child = start('--speed', '60', '--data', dataDirectory)
    children.push(child)
    return child
  }

  beforeEach(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'harbour-start-'))
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(dataDirectory, { recursive: true, force: true })
  })

  const post = async (url: string): Promise<string> => {
    const reply = await fetch(`${url}/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'KY1 1XX' } }),
    })
    const { reference } = (await reply.json()) as { reference: string }
    return `ref ${reference.slice(0, 4)}`
  }

  const alertsAt = async (url: string) => (await (await fetch(`${url}/_local/alerts`)).json()) as readonly SentAlert[]

  test('loses no accepted report when it is killed the moment after', async () => {
    const killed = startKept()
    const url = await urlOf(killed)
    const references = await Promise.all([post(url), post(url), post(url)])
    const dead = exitOf(killed)
    killed.kill('SIGKILL')
    expect(await dead).toBe('SIGKILL')

    const next = startKept()
    const nextUrl = await urlOf(next)
    const isTold = async (reference: string) => (await alertsAt(nextUrl)).some(({ text }) => text.includes(reference))
    for (const reference of references) while (!(await isTold(reference))) await delay(50)
    expect((await alertsAt(nextUrl)).every(({ desk }) => desk === 'division-p')).toBe(true)

    const ended = exitOf(next)
    next.kill('SIGTERM')
    expect(await ended).toBe(0)
    await expect(fetch(nextUrl)).rejects.toThrow()
  })

  test('keeps what only its owner can read, in a folder that everybody can', async () => {
    chmodSync(dataDirectory, 0o755)
    const url = await urlOf(startKept())
    const reference = await post(url)
    while (!(await alertsAt(url)).some(({ text }) => text.includes(reference))) await delay(50)
    const kept = readdirSync(dataDirectory, { recursive: true, encoding: 'utf8' })
    expect(kept).toContain('alerts.jsonl')
    const openToOthers = kept.filter((name) => (statSync(join(dataDirectory, name)).mode & 0o077) !== 0)
    expect(openToOthers).toEqual([])
  })
})
