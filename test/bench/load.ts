import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { percentile } from './statistics.ts'

const port = 8498
const url = `http://127.0.0.1:${port}`

/** How many reports are sent, and how many at a time. */
const load = { reports: 2000, atOnce: 4 }

/** What `npm start` did under a bounded load from this process. */
export interface LoadFigures {
  readonly reportsPerSecond: number
  /** From the 202's receivedAt to the message that names the report, milliseconds: a digest names three. */
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  /** Of the whole process with its engines, megabytes, when all reports are in; undefined where `ps` is missing. */
  readonly memoryMb: number | undefined
  /** Seconds from `npm start` to its first answer: when it makes the stack, and when that was made before. */
  readonly startAfterChange: number
  readonly startUnchanged: number
}

const isUp = async (): Promise<boolean> => {
  try {
    return (await fetch(`${url}/health`)).ok
  } catch {
    return false
  }
}

const post = async (): Promise<readonly [reference: string, receivedAt: string]> => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const body = JSON.stringify({ age: { now: '25-44', inImages: '25-44' }, location: { postcode: 'EH6 6AA' } })
  const response = await fetch(`${url}/reports`, { method: 'POST', headers, body })
  if (response.status !== 202) throw new Error(`a report was answered ${response.status}`)
  const { reference, receivedAt } = (await response.json()) as { reference: string; receivedAt: string }
  return [reference.slice(0, 4), receivedAt]
}

interface Sent {
  readonly at: string
  readonly text: string
  readonly reports: number
}

/** Reads every alert, a page after the other. */
const alerts = async (): Promise<readonly Sent[]> => {
  const all: Sent[] = []
  for (;;) {
    const page = (await (await fetch(`${url}/_local/alerts?since=${all.length}`)).json()) as readonly Sent[]
    if (page.length === 0) return all
    all.push(...page)
  }
}

const memoryOf = (pid: number): number | undefined => {
  const { status, stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) / 1000 : undefined
}

const sendAll = async (): Promise<{ readonly received: ReadonlyMap<string, string>; readonly seconds: number }> => {
  const received = new Map<string, string>()
  const from = performance.now()
  let left = load.reports
  const sender = async () => {
    for (; left > 0; ) {
      left -= 1
      const [reference, receivedAt] = await post()
      received.set(reference, receivedAt)
    }
  }
  await Promise.all(Array.from({ length: load.atOnce }, sender))
  return { received, seconds: (performance.now() - from) / 1000 }
}

const root = join(import.meta.dirname, '..', '..')

/** The flags of `npm start`: without npm in between, so that the process that is measured is Harbour's own. */
const startArguments = (): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.replace(/^.* exec node /, '').split(' ')
}

const start = async () => {
  const from = performance.now()
  const env = { ...process.env, PORT: String(port), MALLOC_ARENA_MAX: '1' }
  const child = spawn(process.execPath, startArguments(), { cwd: root, stdio: 'ignore', env })
  while (!(await isUp())) await setTimeout(20)
  return { child, seconds: (performance.now() - from) / 1000 }
}

const end = async ({ child }: Awaited<ReturnType<typeof start>>): Promise<void> => {
  const ended = once(child, 'exit')
  child.kill()
  await ended
}

/** What the first start makes, below .build. */
const madeByStart = ['local-stack.json', 'functions', 'console']

/** Starts Harbour twice as `npm start` does, in a process of its own, and sends it reports, so many at a time. */
export const measureLoad = async (): Promise<LoadFigures> => {
  for (const made of madeByStart) rmSync(join(root, '.build', made), { recursive: true, force: true })
  const first = await start()
  await end(first)
  const next = await start()
  try {
    const { received, seconds } = await sendAll()
    const reportsIn = (sent: readonly Sent[]) => sent.reduce((sum, each) => sum + each.reports, 0)
    while (reportsIn(await alerts()) < load.reports) await setTimeout(100)
    const delays = (await alerts()).flatMap(({ at, text }) => {
      const receivedAt = received.get(/ref (\w{4})/.exec(text)?.[1] ?? '')
      return receivedAt === undefined ? [] : [Date.parse(at) - Date.parse(receivedAt)]
    })
    return {
      reportsPerSecond: load.reports / seconds,
      delayP50Ms: percentile(delays, 0.5),
      delayP99Ms: percentile(delays, 0.99),
      memoryMb: memoryOf(next.child.pid ?? 0),
      startAfterChange: first.seconds,
      startUnchanged: next.seconds,
    }
  } finally {
    await end(next)
  }
}
